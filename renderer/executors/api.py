"""What every executor does: the results of some actions are in the store afterwards."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Protocol

from renderer.planning import Action

type OnDone = Callable[[Action], None]


class Urgency(IntEnum):
    """What goes before what, where several programmes are rendered at once."""

    LATER = 0
    NOW = 10
    DARK = 20  # a wall that has nothing to show
    INTERRUPT = 30


class Executor(Protocol):
    """Results do not depend on which one is used, nor on how many workers it has."""

    @property
    def dashboard(self) -> str:
        """Where its work can be watched while it lasts; empty when nowhere."""

    def execute(
        self,
        actions: Sequence[Action],
        on_done: OnDone,
        *,
        urgency: Urgency = Urgency.LATER,
    ) -> None:
        """Returns when every action's result is in the store.

        Raises:
            RendererError: what an action itself raised; the others are called off.
            ExecutionError: there is nobody to do it, or workers died over it.
        """

    def rest(self) -> None:
        """Lets go of everything that costs something while there is no work."""
