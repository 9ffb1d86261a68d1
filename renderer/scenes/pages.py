"""How pages share a scene's time. Pure."""

from collections.abc import Sequence
from itertools import accumulate

NEVER = 1 << 31


def page_starts(weights: Sequence[int], frame_count: int) -> tuple[int, ...]:
    """The frame in which each page begins, in proportion to the weights."""
    before = [0, *accumulate(weights)][:-1]
    total = sum(weights)
    return tuple(frame_count * weight // total for weight in before)


def page_at(starts: Sequence[int], frame: int) -> int:
    """The page that has begun last."""
    return max(index for index, start in enumerate(starts) if start <= frame)


def turning_share(into: int, turn_frames: int) -> float:
    """How much of the new page shows `into` frames after it began; 1 when it is alone."""
    return min((into + 1) / (turn_frames + 1), 1.0)


def quiet_frames(
    starts: Sequence[int], frame_count: int, turn_frames: int
) -> tuple[int, ...]:
    """For each page a frame in which it alone is seen, as late as it has all come in."""
    ends = [*starts[1:], frame_count]
    return tuple(
        min(start + turn_frames, end - 1)
        for start, end in zip(starts, ends, strict=True)
    )


def still_until(starts: Sequence[int], frame: int, turn_frames: int) -> int:
    """The frame in which a page next begins to move; `frame` + 1 while one is turning."""
    page = page_at(starts, frame)
    if page > 0 and turning_share(frame - starts[page], turn_frames) < 1:
        return frame + 1
    return starts[page + 1] if page + 1 < len(starts) else NEVER
