"""How one timetable follows another. Pure.

A timetable is looked at every few seconds and must stay the same file while the same
is shown; only then does asking again cost nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from release.format import Loop, Timetable, Window
from renderer.programme import Programme

type Loops = Mapping[str, Loop]


def assembled(
    cluster: str,
    windows: Iterable[tuple[Programme, Loops | None]],
    published: Timetable | None,
    now: datetime,
) -> Timetable:
    """All the windows without a gap, each with its loops by canvas.

    Where they are not made yet, what was published for that hour stands in, or else
    goes on what comes before: on a wall, old is better than black.
    """
    timetable = Timetable(cluster=cluster, created=now, windows=(), loops={})
    for programme, loops in windows:
        canvases = {canvas.code for canvas in programme.cluster.canvases}
        shown = loops or _standing_in(published, canvases, programme.at)
        shown = shown or _standing_in(timetable, canvases, programme.at)
        if shown:
            timetable = extended(timetable, programme, shown)
    return timetable


def _standing_in(
    timetable: Timetable | None, canvases: set[str], at: datetime
) -> Loops | None:
    """What a timetable has for these very canvases at that hour, if anything."""
    if timetable is None:
        return None
    loops = {canvas: timetable.loop_at(canvas, at) for canvas in canvases}
    found = {canvas: loop for canvas, loop in loops.items() if loop}
    return found if len(found) == len(canvases) else None


def extended(timetable: Timetable, programme: Programme, loops: Loops) -> Timetable:
    """The timetable with one more window; a window that shows the same is prolonged."""
    named = {canvas: loop.file.sha256 for canvas, loop in sorted(loops.items())}
    window = Window(start=programme.at, end=programme.until, loops=named)
    windows = timetable.windows
    if windows and windows[-1].loops == named:
        window = Window(start=windows[-1].start, end=window.end, loops=named)
        windows = windows[:-1]
    known = {**timetable.loops, **{loop.file.sha256: loop for loop in loops.values()}}
    return timetable.model_copy(update={"windows": (*windows, window), "loops": known})


def succeeding(published: Timetable | None, timetable: Timetable) -> Timetable:
    """`timetable`, or `published` where it only says the same again.

    The first window keeps the start it was published with, if it is the same window:
    it began then.
    """
    if published is None:
        return timetable
    first, *later = timetable.windows
    for window in published.windows:
        if window.loops == first.loops and window.start <= first.start < window.end:
            first = Window(start=window.start, end=first.end, loops=first.loops)
    kept = timetable.model_copy(update={"windows": (first, *later)})
    is_same = kept.model_copy(update={"created": published.created}) == published
    return published if is_same else kept
