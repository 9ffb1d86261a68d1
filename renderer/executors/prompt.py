"""What cannot wait, done at once; all else by the executor behind it.

An interrupt waits for no queue: the run that a worker has begun may take half a minute,
and to start workers takes seconds. So its few pictures are made in this very process, warm
from the last still, a thread for each core. Workers of this machine give way to it
(`GIVEN_WAY`, see dask).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from os import cpu_count
from pathlib import Path

from renderer.executors.api import Executor, OnDone, Urgency
from renderer.planning import Action
from renderer.rendering import render_action
from renderer.store import Address


@dataclass(frozen=True)
class PromptExecutor:
    """An `Executor`."""

    behind: Executor
    store: Address
    themes_root: Path
    threads: int = field(default_factory=lambda: cpu_count() or 1)

    @property
    def dashboard(self) -> str:
        return self.behind.dashboard

    def execute(
        self,
        actions: Sequence[Action],
        on_done: OnDone,
        *,
        urgency: Urgency = Urgency.LATER,
    ) -> None:
        if urgency is not Urgency.INTERRUPT:
            self.behind.execute(actions, on_done, urgency=urgency)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            futures = {
                pool.submit(render_action, action, self.store, self.themes_root): action
                for action in actions
            }
            try:
                for future in as_completed(futures):
                    future.result()
                    on_done(futures[future])
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def rest(self) -> None:
        self.behind.rest()
