"""Who speaks, in letters that can be read: whole, in more lines, or cut short. Pure.

A name too long is no reason to show nothing: it ends with “…” and the editors are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderer.layouts import Rect
from renderer.typesetting.blocks import Block, Style, largest_block
from renderer.typesetting.lines import Part

ELLIPSIS = "…"
# As wide as “…” is at most: a whole square, in Chinese.
_ELLIPSIS_EM = 1.0
# Rather many lines than a part of a name.
_MOST_LINES = 9
_LOOSE_END = " ,;:，、；：–—-"


@dataclass(frozen=True)
class AgencyBlock:
    """A name as it is set."""

    block: Block
    is_whole: bool


def agency_block(
    parts: Sequence[Part], style: Style, region: Rect, *, least_px: int
) -> AgencyBlock | None:
    """None when not even its first word fits in letters of the least size.

    The theme's sizes come first, then smaller letters in more lines down to `least_px`.
    """
    smaller = tuple(range(style.scale.sizes[-1] - 1, least_px - 1, -1))
    tight = style.scale.model_copy(
        update={"sizes": smaller or (style.scale.sizes[-1],), "lines": _MOST_LINES}
    )
    for scale in (style.scale, tight):
        block = _largest(parts, replace(style, scale=scale), region)
        if block:
            return AgencyBlock(block, is_whole=True)
    least = replace(style, scale=tight.model_copy(update={"sizes": tight.sizes[-1:]}))
    for count in range(len(parts) - 1, 0, -1):
        block = _largest(_cut_after(parts, count), least, region)
        if block:
            return AgencyBlock(block, is_whole=False)
    return None


def _largest(parts: Sequence[Part], style: Style, region: Rect) -> Block | None:
    return largest_block(parts, style, region.width, region.height)


def _cut_after(parts: Sequence[Part], count: int) -> tuple[Part, ...]:
    last = parts[count - 1]
    ended = replace(
        last,
        text=last.text.rstrip(_LOOSE_END) + ELLIPSIS,
        width=last.width + _ELLIPSIS_EM,
        last_width=last.last_width + _ELLIPSIS_EM,
        blank=0.0,
    )
    return (*parts[: count - 1], ended)
