"""From frames that were seen on a canvas to scenes that were shown. Pure.

A scene's entry is written when the scene is over, with both its ends; a crash of the
machine loses the one that was on.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from release.format import Loop
from release.reports import Rung

# What sync jumps back within a scene; a loop that begins again jumps further.
SLACK_SECONDS = 1


@dataclass(frozen=True)
class Seen:
    """A frame of a loop, as the video process told it."""

    at: datetime
    rung: Rung
    loop: Loop
    frame: int


@dataclass(frozen=True)
class Shown:
    """A scene from `start` until `end`, which moves on while it is on."""

    start: datetime
    end: datetime
    rung: Rung
    loop: Loop
    scene: int
    last_frame: int


def scene_at(loop: Loop, frame: int) -> int:
    """The index of the scene; what lies before the first belongs to the last."""
    begun = [i for i, one in enumerate(loop.scenes) if one.start_frame <= frame]
    return begun[-1] if begun else len(loop.scenes) - 1


def advance(on: Shown | None, seen: Seen | None) -> tuple[Shown | None, Shown | None]:
    """(what is on now, what is over thereby). Nothing seen: whatever was on is over."""
    if seen is None or not seen.loop.scenes:
        return None, on
    begun = _begun(seen)
    if on is None:
        return begun, None
    if _goes_on(on, begun):
        return replace(on, end=max(on.end, seen.at), last_frame=seen.frame), None
    return begun, replace(on, end=max(on.end, seen.at))


def _begun(seen: Seen) -> Shown:
    scene = scene_at(seen.loop, seen.frame)
    return Shown(seen.at, seen.at, seen.rung, seen.loop, scene, seen.frame)


def _goes_on(on: Shown, now: Shown) -> bool:
    same = (on.rung, on.loop.file, on.scene) == (now.rung, now.loop.file, now.scene)
    return same and now.last_frame >= on.last_frame - SLACK_SECONDS * on.loop.fps
