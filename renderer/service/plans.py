"""What a cluster shows in the days to come, and what of it is made already.

Keeps, between two looks at the hub, what did not change, so that it is neither read nor
planned again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from renderer.programme import Problem, Programme
from renderer.schedule import parse_schedule
from renderer.service.windows import Loops
from renderer.timeline import Pace
from renderer.timetable import AIRTIME_EXCEEDED, content_key, windows_from

type Look = tuple[str, str]  # a theme and its variant
type ThemeDigests = dict[Look, str]


class Doing(StrEnum):
    """What may fail for a whole cluster."""

    ASKING = "asking"
    THEMES = "themes"
    FALLBACKS = "fallbacks"
    PUBLISHING = "publishing"


@dataclass(frozen=True)
class PlannedWindow:
    """`key` is the same for all windows that show the same."""

    programme: Programme
    key: str

    @property
    def look(self) -> Look:
        return (self.programme.theme, self.programme.variant)


@dataclass
class ClusterPlan:
    """Loops and faults go by the window's key: windows that show the same share them.

    A fault may also be one of `Doing`.
    """

    answer: Any = None
    windows: tuple[PlannedWindow, ...] = ()
    loops: dict[str, Loops] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    # What could not be shown, or not in full, by the window's key.
    _problems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # The keys of windows that were made without a file which may still come.
    _lacking: set[str] = field(default_factory=set)
    _theme_digests: ThemeDigests = field(default_factory=dict)

    def update(self, answer: Any, now: datetime, pace: Pace) -> None:
        """Takes in what the hub answered. Raises RendererError and changes nothing."""
        if answer != self.answer:
            windows = windows_from(parse_schedule(answer), now, pace)
            self.windows = tuple(PlannedWindow(w, content_key(w)) for w in windows)
            self.answer = answer
            self._forget_what_is_not_shown()

    def forget_past(self, now: datetime) -> None:
        self.windows = tuple(w for w in self.windows if w.programme.until > now)
        self._forget_what_is_not_shown()

    def note_built(
        self,
        window: PlannedWindow,
        loops: Loops,
        problems: tuple[str, ...],
        *,
        is_lacking: bool,
    ) -> None:
        self.loops[window.key] = loops
        self._problems[window.key] = problems
        self._lacking.discard(window.key)
        if is_lacking:
            self._lacking.add(window.key)

    def is_lacking(self, window: PlannedWindow) -> bool:
        return window.key in self._lacking

    @property
    def problems_found(self) -> tuple[str, ...]:
        """What was found while loops were made, now or for later, each once."""
        told = [one for w in self.windows for one in self._problems.get(w.key, ())]
        return tuple(dict.fromkeys(told))

    def use_themes(self, digests: ThemeDigests) -> None:
        """Forgets the loops of a theme that was changed."""
        for window in self.windows:
            if digests.get(window.look) != self._theme_digests.get(window.look):
                self.loops.pop(window.key, None)
        self._theme_digests = digests

    def due_at(self, now: datetime) -> PlannedWindow | None:
        return next((w for w in self.windows if w.programme.at <= now), None)

    @property
    def missing(self) -> tuple[PlannedWindow, ...]:
        """The first window of each loop that is not made yet, the nearest first."""
        first = {window.key: window for window in reversed(self.windows)}
        missing = [window for key, window in first.items() if key not in self.loops]
        return tuple(sorted(missing, key=lambda window: window.programme.at))

    @property
    def whole(self) -> list[tuple[Programme, Loops | None]]:
        return [(w.programme, self.loops.get(w.key)) for w in self.windows]

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What goes beyond an agreement, now or later, each slot once."""
        problems = [p for w in self.windows for p in w.programme.problems]
        return tuple(_once(p for p in problems if p.code == AIRTIME_EXCEEDED))

    def _forget_what_is_not_shown(self) -> None:
        shown = {window.key for window in self.windows}
        self.loops = _only(self.loops, shown)
        self._problems = _only(self._problems, shown)
        self._lacking &= shown
        self.faults = _only(self.faults, shown | set(Doing))


def _only[Value](named: dict[str, Value], keys: set[str]) -> dict[str, Value]:
    return {key: value for key, value in named.items() if key in keys}


def _once(problems: Iterable[Problem]) -> list[Problem]:
    return list({problem.slot_id: problem for problem in problems}.values())
