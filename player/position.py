"""Where in its loop every player is at an instant, and how one that is not gets there.

Pure. Position = (UTC − anchor) mod length, so players agree without talking. The anchor
is the Unix epoch.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ANCHOR = datetime(1970, 1, 1, tzinfo=UTC)
# Nobody sees two frames between faces; a second is quicker jumped than caught up.
CLOSE_FRAMES = 2
CATCH_UP_SECONDS = 10
MOST_CHANGE_OF_SPEED = 0.05


@dataclass(frozen=True)
class Seek:
    frame: int


@dataclass(frozen=True)
class Speed:
    """1 is the loop's own."""

    factor: float


def frame_at(instant: datetime, frame_count: int, fps: int) -> int:
    """The frame of the loop that is shown at `instant`."""
    microseconds = (instant - ANCHOR) // timedelta(microseconds=1)
    return microseconds * fps // 1_000_000 % frame_count


def lag(expected: int, actual: int, frame_count: int) -> int:
    """How many frames `actual` is behind, the shorter way round the loop."""
    ahead = (expected - actual) % frame_count
    return ahead if ahead <= frame_count // 2 else ahead - frame_count


def correction(expected: int, actual: int, frame_count: int, fps: int) -> Seek | Speed:
    """What brings a loop that is at `actual` to where it is expected."""
    behind = lag(expected, actual, frame_count)
    if abs(behind) <= CLOSE_FRAMES:
        return Speed(1.0)
    if abs(behind) > fps:
        return Seek(expected)
    change = behind / fps / CATCH_UP_SECONDS
    return Speed(1.0 + max(-MOST_CHANGE_OF_SPEED, min(MOST_CHANGE_OF_SPEED, change)))
