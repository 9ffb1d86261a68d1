"""What a canvas shows at an instant. Pure.

Interrupt > ordered safe slate > scheduled > filler > last good > the slate that came with
the player. Only what is whole on this machine counts; so something always does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from release.format import Interrupt, Loop, Release, Sha256, Urgent
from release.reports import Rung


@dataclass(frozen=True)
class Situation:
    """What is in force, and of which loops the files are whole here."""

    release: Release | None = None
    urgent: Urgent | None = None
    held: frozenset[Sha256] = frozenset()
    last_good: Mapping[str, Loop] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """No `loop`: the slate that came with the player."""

    rung: Rung
    loop: Loop | None = None
    interrupt: str = ""


def choose(canvas: str, instant: datetime, situation: Situation) -> Choice:
    """The uppermost rung that has something to show."""
    message = _interrupt(canvas, instant, situation)
    if message and situation.urgent:
        shown = situation.urgent.loops[message.loops[canvas]]
        return Choice(Rung.INTERRUPT, shown, message.id)
    if situation.urgent and situation.urgent.is_slate_ordered:
        # Whatever is missing: what was ordered off the wall does not come back.
        return Choice(Rung.ORDERED_SLATE, _slate(canvas, situation))
    for rung, loop in _ordinary(canvas, instant, situation):
        if loop and loop.file.sha256 in situation.held:
            return Choice(rung, loop)
    return Choice(Rung.SHIPPED_SLATE)


def _interrupt(
    canvas: str, instant: datetime, situation: Situation
) -> Interrupt | None:
    """The one of the highest rank.

    One that is not whole on all canvases is not shown on any.
    """
    urgent = situation.urgent
    due = [
        message
        for message in (urgent.interrupts if urgent else ())
        if message.start <= instant < message.end and canvas in message.loops
        if _files(message, urgent) <= situation.held
    ]
    return max(due, key=lambda message: message.rank, default=None)


def _files(message: Interrupt, urgent: Urgent | None) -> set[Sha256]:
    loops = urgent.loops if urgent else {}
    return {loops[sha256].file.sha256 for sha256 in message.loops.values()}


def _slate(canvas: str, situation: Situation) -> Loop | None:
    release = situation.release
    if release is None or canvas not in release.slate:
        return None
    loop = release.timetable.loops[release.slate[canvas]]
    return loop if loop.file.sha256 in situation.held else None


def _ordinary(
    canvas: str, instant: datetime, situation: Situation
) -> Iterator[tuple[Rung, Loop | None]]:
    release = situation.release
    if release is not None:
        loops = release.timetable.loops
        yield Rung.SCHEDULED, loops.get(_due(canvas, instant, release))
        yield Rung.FILLER, loops.get(release.filler.get(canvas, ""))
        # Newest first; later windows are somebody's future and shown to nobody.
        for window in reversed(release.timetable.windows):
            if window.start <= instant:
                yield Rung.LAST_GOOD, loops.get(window.loops.get(canvas, ""))
    yield Rung.LAST_GOOD, _last_good(canvas, situation)


def _due(canvas: str, instant: datetime, release: Release) -> Sha256:
    for window in release.timetable.windows:
        if window.start <= instant < window.end:
            return window.loops.get(canvas, "")
    return ""


def _last_good(canvas: str, situation: Situation) -> Loop | None:
    """What a release in force does not name any more was withdrawn."""
    loop, release = situation.last_good.get(canvas), situation.release
    if loop is None or release is None:
        return loop
    named = {one.file.sha256 for one in release.timetable.loops.values()}
    return loop if loop.file.sha256 in named else None
