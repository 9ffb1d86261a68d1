"""How one picture gives way to the next: crossfade, push, hard and soft wipe.

Pictures are painted by whole pairs of pixels: 4:2:0 keeps one colour for each pair. What
moves starts and stops gently.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from renderer.layouts import Rect, Size
from renderer.themes.motion import PUSH, SOFT_WIPE, WIPE, Transition
from renderer.video.planes import Picture, Plane, paint, paint_blend

# From one page to the next a soft edge runs down: line after line is the new one, and
# never do two texts stand on each other.
PAGE_TURN = Transition(SOFT_WIPE, "down")
# A soft edge is this part of the way it goes: about a line of text.
SOFT_SHARE = 0.05
_FULL = 256

type Weights = NDArray[np.uint16]


def share_at(number: int, frame_count: int) -> float:
    """How much of the new picture there is in the n-th frame; never none, never all."""
    return (number + 1) / (frame_count + 1)


def paint_transition(
    kind: Transition, before: Picture, after: Picture, share: float, onto: Picture
) -> None:
    """Paints the picture between `before` and `after`; all three are of the same size.

    `onto` may lie over none of the two.
    """
    if kind.style == PUSH:
        _paint_push(kind.side, before, after, share, onto)
    elif kind.style in {WIPE, SOFT_WIPE}:
        is_soft = kind.style == SOFT_WIPE
        _paint_wipe(kind.side, before, after, share, onto, is_soft=is_soft)
    else:
        paint_blend(before, after, share, onto)


def eased(share: float) -> float:
    """The same way, starting and stopping gently."""
    return share * share * (3 - 2 * share)


@dataclass(frozen=True)
class Pushed:
    """Where the two pictures of a push are seen, and which parts of them."""

    leaving: Rect
    leaving_at: Rect
    coming: Rect
    coming_at: Rect


def pushed(side: str, size: Size, share: float) -> Pushed:
    """The parts of a picture of `size` after a `share` of its way. All are even."""
    is_across = side in {"left", "right"}
    length = size.width if is_across else size.height
    gone = 2 * round(length * eased(share) / 2)

    def part(start: int, end: int) -> Rect:
        if is_across:
            return Rect(start, 0, end - start, size.height)
        return Rect(0, start, size.width, end - start)

    if side in {"left", "up"}:
        return Pushed(
            leaving=part(gone, length),
            leaving_at=part(0, length - gone),
            coming=part(0, gone),
            coming_at=part(length - gone, length),
        )
    return Pushed(
        leaving=part(0, length - gone),
        leaving_at=part(gone, length),
        coming=part(length - gone, length),
        coming_at=part(0, gone),
    )


def _paint_push(
    side: str, before: Picture, after: Picture, share: float, onto: Picture
) -> None:
    parts = pushed(side, onto.size, share)
    paint(before.part(parts.leaving), onto.part(parts.leaving_at))
    paint(after.part(parts.coming), onto.part(parts.coming_at))


def wipe_weights(side: str, length: int, share: float, *, is_soft: bool) -> Weights:
    """How much of the new picture each row or column shows, in 256ths; pairs are equal."""
    pairs = length // 2
    soft = pairs * SOFT_SHARE if is_soft else 0.0
    # The soft edge comes from outside and goes outside: first nothing, last all.
    distance = eased(share) * (pairs + soft) - np.arange(pairs)
    ramp = np.clip(distance / soft if soft else np.sign(distance), 0.0, 1.0)
    weights = np.round(ramp * _FULL).astype(np.uint16)
    return np.repeat(weights if side in {"right", "down"} else weights[::-1], 2)


def _paint_wipe(
    side: str,
    before: Picture,
    after: Picture,
    share: float,
    onto: Picture,
    *,
    is_soft: bool,
) -> None:
    is_across = side in {"left", "right"}
    length = onto.size.width if is_across else onto.size.height
    weights = wipe_weights(side, length, share, is_soft=is_soft)
    for planes in zip(before.planes, after.planes, onto.planes, strict=True):
        one, other, target = (p if is_across else p.T for p in planes)
        lines = weights[:: length // target.shape[1]]
        for start, end in pairwise(_bounds(lines)):
            part = np.s_[:, start:end]
            if lines[start] == 0:
                target[part] = one[part]
            elif lines[start] == _FULL:
                target[part] = other[part]
            else:
                target[part] = _mixed(one[part], other[part], lines[start:end])


def _bounds(weights: Weights) -> list[int]:
    """Where the old picture, the soft edge and the new one begin, and the end of all."""
    kinds = np.sign(weights.astype(np.int16)) + (weights == _FULL)
    return [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(weights)]


def _mixed(one: Plane, other: Plane, weights: Weights) -> Plane:
    mixed = one * (_FULL - weights) + other * weights + _FULL // 2
    return (mixed // _FULL).astype(np.uint8)
