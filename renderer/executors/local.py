"""Carries actions out in this process, one after another: no other program, no network.

For tests, for looking at one thing with a debugger, and as the plain case that every other
executor's results are held against.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from renderer.executors.api import OnDone, Urgency
from renderer.planning import Action
from renderer.rendering import render_action
from renderer.store import Address


@dataclass(frozen=True)
class LocalExecutor:
    """An `Executor`."""

    store: Address
    themes_root: Path
    dashboard: str = ""

    def execute(
        self,
        actions: Sequence[Action],
        on_done: OnDone,
        *,
        urgency: Urgency = Urgency.LATER,
    ) -> None:
        del urgency  # nothing else is ever under way
        for action in actions:
            render_action(action, self.store, self.themes_root)
            on_done(action)

    def rest(self) -> None:
        """Nothing is kept."""
