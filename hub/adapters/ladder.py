"""What a canvas plays at an instant, for players that cannot decide it themselves. Pure.

Our own player's order: interrupt > ordered safe slate > scheduled > filler > last good.
"""

from collections.abc import Iterator
from datetime import datetime

from release.format import Loop, Release, Urgent
from release.trust import Trusted


def choose_loop(trusted: Trusted, canvas: str, instant: datetime) -> Loop | None:
    """None when there is nothing that may be shown."""
    release, urgent = trusted.release, trusted.urgent
    if urgent and (message := _message(urgent, canvas, instant)):
        return message
    if urgent and urgent.is_slate_ordered:
        # Whatever is missing: what was ordered off the wall does not come back.
        return _named(release, release.slate.get(canvas)) if release else None
    return next(filter(None, _ordinary(release, canvas, instant)), None)


def loops_of(
    trusted: Trusted, canvas: str, instant: datetime
) -> list[tuple[datetime, Loop]]:
    """What the canvas plays from this instant on, each loop once, since when it does."""
    instants = [instant]
    if trusted.release:
        starts = [window.start for window in trusted.release.timetable.windows]
        instants += [start for start in starts if start > instant]
    found: dict[str, tuple[datetime, Loop]] = {}
    for one in instants:
        if loop := choose_loop(trusted, canvas, one):
            found.setdefault(loop.file.sha256, (one, loop))
    return list(found.values())


def _message(urgent: Urgent, canvas: str, instant: datetime) -> Loop | None:
    """The one of the highest rank, as our own player has it."""
    due = [
        one
        for one in urgent.interrupts
        if one.start <= instant < one.end and canvas in one.loops
    ]
    shown = max(due, key=lambda one: one.rank, default=None)
    return urgent.loops[shown.loops[canvas]] if shown else None


def _ordinary(
    release: Release | None, canvas: str, instant: datetime
) -> Iterator[Loop | None]:
    if release is None:
        return
    windows = release.timetable.windows
    for window in windows:
        if window.start <= instant < window.end:
            yield _named(release, window.loops.get(canvas))
    yield _named(release, release.filler.get(canvas))
    # Newest first; later windows are somebody's future and shown to nobody.
    for window in reversed(windows):
        if window.start <= instant:
            yield _named(release, window.loops.get(canvas))


def _named(release: Release, key: str | None) -> Loop | None:
    return release.timetable.loops.get(key or "")
