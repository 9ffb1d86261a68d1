"""What cannot wait, done at once; all else by the executor behind it.

An interrupt waits for no queue: the run that a worker has begun may take half a minute,
and to start workers takes seconds. So its few pictures are made in this very process, warm
from the last still, a thread for each core. The workers beside it give way (see `dask`).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import pairwise
from os import cpu_count
from pathlib import Path

from renderer.executors.api import Executor, OnDone, Urgency
from renderer.planning import Action, BodyAction
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
            shares = shared_out(actions, self.threads)
            futures = {pool.submit(self._render, share): share for share in shares}
            for future in as_completed(futures):
                future.result()
                for action in futures[future]:
                    on_done(action)

    def _render(self, actions: Sequence[Action]) -> None:
        for action in actions:
            render_action(action, self.store, self.themes_root)

    def rest(self) -> None:
        self.behind.rest()


def shared_out(actions: Sequence[Action], most: int) -> list[Sequence[Action]]:
    """Runs of neighbours: what is drawn for a scene's fade is found for its body.

    No more than there are scenes, for two threads would draw the same one twice.
    """
    scenes = sum(isinstance(action, BodyAction) for action in actions)
    count = max(1, min(most, scenes))
    ends = [len(actions) * share // count for share in range(count + 1)]
    return [actions[start:end] for start, end in pairwise(ends)]
