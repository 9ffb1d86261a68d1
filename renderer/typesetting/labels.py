"""Short words in several languages, each in its own letters: names, and what a band says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from renderer.layouts import Rect
from renderer.typesetting.blocks import Block, Line, Style
from renderer.typesetting.faces import Face
from renderer.typesetting.lines import line_width
from renderer.typesetting.wording import Measure, measured, wording

# Between two words that stand on one line, in font sizes.
_BETWEEN_EM = 0.9


def labels(
    face: Face,
    role: str,
    words: Mapping[str, str],
    measure: Measure,
    *,
    most_px: int | None = None,
    is_centred: bool = False,
) -> tuple[Line, ...]:
    """The words by language, in the role's region; nothing where they do not all fit.

    None larger than `most_px`, where the role has such letters.
    """
    region = face.region(role)
    if region is None or not words:
        return ()
    styles = [face.style(role, code).no_larger_than(most_px) for code in words]
    widest = [region.width / style.scale.sizes[-1] for style in styles]
    texts = [
        wording(text, style, width_em)
        for text, style, width_em in zip(words.values(), styles, widest, strict=True)
    ]
    parts = measured(texts, measure)
    widths = [line_width(some) for some in parts]
    rows = _rows(widths, styles[0], region)
    if rows is None:
        return ()
    if is_centred:
        rows = _centred(rows, widths, region)
    lines: list[Line] = []
    for style, some, place in zip(styles, parts, rows, strict=True):
        text = "".join(part.text for part in some)
        block = Block(style, place.size_px, ((text,),))
        lines += block.placed(place.left, place.top)
    return tuple(lines)


@dataclass(frozen=True)
class _Place:
    size_px: int
    left: int
    top: float


def _centred(
    rows: Sequence[_Place], widths: Sequence[float], region: Rect
) -> list[_Place]:
    """Each line of them in the middle of the region's width."""
    ends = [
        place.left + width * place.size_px
        for place, width in zip(rows, widths, strict=True)
    ]
    is_one_line = len({place.top for place in rows}) == 1
    free = [region.right - (max(ends) if is_one_line else end) for end in ends]
    return [
        replace(place, left=place.left + round(left / 2))
        for place, left in zip(rows, free, strict=True)
    ]


def _rows(widths: Sequence[float], style: Style, region: Rect) -> list[_Place] | None:
    """In the largest letters that fit, side by side or one below the other."""
    gaps = _BETWEEN_EM * (len(widths) - 1)
    for box in style.boxes(region.width, region.height):
        size, pitch = box.size_px, style.line_height(box.size_px)
        if box.height_lines >= 1 and sum(widths) + gaps <= box.width_em:
            before = accumulate(widths[:-1], initial=0.0)
            lefts = [b + i * _BETWEEN_EM for i, b in enumerate(before)]
            top = region.y + (region.height - pitch) / 2
            return [_Place(size, round(region.x + x * size), top) for x in lefts]
        height = pitch * len(widths)
        if height <= region.height and max(widths) <= box.width_em:
            top = region.y + (region.height - height) / 2
            return [_Place(size, region.x, top + i * pitch) for i in range(len(widths))]
    return None
