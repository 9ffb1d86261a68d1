"""Renders actions on this machine, one process a core."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from renderer.errors import ExecutionError
from renderer.planning import Action
from renderer.rendering import render_action

type OnDone = Callable[[Action], None]

TRIES = 3


class LocalExecutor:
    """Processes are started when there is work and end with it: idle costs nothing."""

    def __init__(
        self, store_root: Path, themes_root: Path, workers: int | None = None
    ) -> None:
        self._roots = (store_root, themes_root)
        self._workers = workers or os.cpu_count() or 1

    def execute(self, actions: Sequence[Action], on_done: OnDone) -> None:
        """Returns when every action's result is in the store.

        A worker that was killed is replaced and its action tried again.

        Raises:
            RendererError: what an action itself raised.
            ExecutionError: workers died TRIES times.
        """
        waiting = list(actions)
        for _ in range(TRIES):
            waiting = self._try_all(waiting, on_done)
            if not waiting:
                return
        raise ExecutionError(
            waiting[0].slot_id,
            "the process rendering it died {tries} times",
            "look for a lack of memory in the system's log",
            tries=TRIES,
        )

    def _try_all(self, actions: list[Action], on_done: OnDone) -> list[Action]:
        """What is left undone because a worker died."""
        undone = {action.key: action for action in actions}
        # A forked child would share the threads' locks of the codecs; so: spawn.
        pool = ProcessPoolExecutor(
            min(self._workers, len(actions)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_parent,
        )
        try:
            futures = {
                pool.submit(render_action, action, *self._roots): action
                for action in actions
            }
            self._gather(futures, undone, on_done)
        except BrokenProcessPool:
            return list(undone.values())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return []

    def _gather(
        self,
        futures: dict[Future[None], Action],
        undone: dict[str, Action],
        on_done: OnDone,
    ) -> None:
        for future in as_completed(futures):
            future.result()
            action = undone.pop(futures[future].key)
            on_done(action)


def _end_with_parent() -> None:
    """A renderer that is killed leaves no worker behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait_and_end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait_and_end, daemon=True).start()
