"""What is shown when nothing else may be: the province's name in every language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from renderer.layouts import Rect
from renderer.typesetting.blocks import Block, Line, Style
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page
from renderer.typesetting.lines import line_width
from renderer.typesetting.wording import Measure, Wording, measured, wording

# Between two names that stand on one line, in font sizes.
_BETWEEN_NAMES_EM = 0.9


def filler_page(face: Face, measure: Measure) -> Page:
    """The face's own language large, the others smaller below it.

    A face too small for some of them shows the landscape without: the filler is what
    is left when all else is refused, so it refuses nothing.
    """
    others = [code for code in face.theme.file.languages if code != face.language]
    own = tuple(_lines(face, "name", [face.language], measure))
    most_px = own[0].size if own else None
    lines = (*own, *_lines(face, "names", others, measure, most_px))
    count = len(face.theme.language(face.language).province)
    return Page(lines, count, number=1, count=1)


def _lines(
    face: Face,
    role: str,
    codes: Sequence[str],
    measure: Measure,
    most_px: int | None = None,
) -> Iterator[Line]:
    """None larger than `most_px`, where the role has such letters."""
    region = face.region(role)
    if region is None:
        return
    styles = [face.style(role, code).no_larger_than(most_px) for code in codes]
    names = measured([_wording(face, style, region) for style in styles], measure)
    rows = _rows([line_width(name) for name in names], styles[0], region)
    if rows is None:
        return
    for style, name, place in zip(styles, names, rows, strict=True):
        text = "".join(part.text for part in name)
        block = Block(style, place.size_px, ((text,),))
        yield from block.placed(place.left, place.top)


@dataclass(frozen=True)
class _Place:
    size_px: int
    left: int
    top: float


def _rows(widths: Sequence[float], style: Style, region: Rect) -> list[_Place] | None:
    """In the largest letters that fit, side by side or one below the other."""
    gaps = _BETWEEN_NAMES_EM * (len(widths) - 1)
    for box in style.boxes(region.width, region.height):
        size, pitch = box.size_px, style.line_height(box.size_px)
        if box.height_lines >= 1 and sum(widths) + gaps <= box.width_em:
            before = accumulate(widths[:-1], initial=0.0)
            lefts = [b + i * _BETWEEN_NAMES_EM for i, b in enumerate(before)]
            top = region.y + (region.height - pitch) / 2
            return [_Place(size, round(region.x + x * size), top) for x in lefts]
        height = pitch * len(widths)
        if height <= region.height and max(widths) <= box.width_em:
            top = region.y + (region.height - height) / 2
            return [_Place(size, region.x, top + i * pitch) for i in range(len(widths))]
    return None


def _wording(face: Face, style: Style, region: Rect) -> Wording:
    text = face.theme.language(style.language).province
    return wording(text, style, region.width / style.scale.sizes[-1])
