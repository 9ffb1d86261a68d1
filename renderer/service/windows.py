"""How one timetable follows another. Pure.

A timetable is looked at every few seconds and must stay the same file while the same
is shown; only then does asking again cost nothing.
"""

from collections.abc import Mapping
from datetime import datetime

from release.format import Loop, Timetable, Window
from renderer.programme import Programme


def extended(
    timetable: Timetable, programme: Programme, loops: Mapping[str, Loop]
) -> Timetable:
    """The timetable with one more window; a window that shows the same is prolonged."""
    named = {canvas: loop.file.sha256 for canvas, loop in loops.items()}
    window = Window(start=programme.at, end=programme.until, loops=named)
    windows = timetable.windows
    if windows and windows[-1].loops == named:
        window = Window(start=windows[-1].start, end=window.end, loops=named)
        windows = windows[:-1]
    known = {**timetable.loops, **{loop.file.sha256: loop for loop in loops.values()}}
    return timetable.model_copy(update={"windows": (*windows, window), "loops": known})


def shows_the_same(
    timetable: Timetable, published: Timetable | None, now: datetime
) -> bool:
    """Whether every canvas already plays what it is to play now."""
    if published is None:
        return False
    canvases = timetable.windows[0].loops
    return all(
        published.loop_at(canvas, now) == timetable.loop_at(canvas, now)
        for canvas in canvases
    )


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
