"""Sets what is laid over moving pictures: subtitles, and the plate that says what is seen.

Words stand on a plate of their own, so that they are read over whatever comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size, even
from renderer.themes import Theme, TypeScale
from renderer.typesetting.blocks import Block, Line, Style, largest_block
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.contrast import plate_opacity
from renderer.typesetting.faces import Face
from renderer.typesetting.glyphs import check_glyphs
from renderer.typesetting.lines import Part
from renderer.typesetting.paging import share_out
from renderer.typesetting.pictures import Rgb
from renderer.typesetting.plates import Plate, colours_of, draw_plates
from renderer.typesetting.wording import measured, wording
from renderer.typesetting.words import SlideWords, clean_words

# Thinner plates keep the contrast too, but not the calm.
LEAST_OPACITY = 0.88
CUE_LINES = 2
_CUE_WEIGHT = 600
# The letters of subtitles by the shorter side of what they lie over.
_CUE_SHARE = 0.075
_PADDING_EM = 0.5
_PLATE_PADDING = 0.12  # of its height, above and below
_BAR_EM = 0.16
_LEAST_AGENCY_PX = 9


@dataclass(frozen=True, eq=False)
class SetPlate:
    """Words on their plate, and how opaque the plate has to be."""

    pixels: Rgb
    ground: str
    opacity: float
    character_count: int


def typeset_cue(
    theme: Theme, language: str, text: str, *, over: Size, legible_px: int
) -> tuple[SetPlate, ...]:
    """A cue's plates, one after the other: more than one where two lines do not hold it.

    Raises TypesettingError when a letter is in no font, or a word fits no line.
    """
    words = clean_words(SlideWords(language, body=text))
    check_glyphs(theme, words)
    style = _cue_style(theme, language, over, legible_px)
    size_px = style.scale.sizes[0]
    room = over.width - 2 * round(_PADDING_EM * size_px)
    asked = wording(words.body, style, room / style.scale.sizes[-1])
    (parts,) = measured([asked], partial(measure, theme))
    blocks = _cue_blocks(parts, style, room)
    if not blocks:
        raise TypesettingError(
            f"subtitles ({language})",
            "“{text}” ({count} characters) does not fit in letters that can be read",
            "shorten it",
            text=words.body,
            count=len(words.body),
        )
    return tuple(_cue_plate(theme, block) for block in blocks)


def _cue_style(theme: Theme, language: str, over: Size, legible_px: int) -> Style:
    spoken = theme.language(language)
    wanted = round(min(over.width, over.height) * _CUE_SHARE)
    sizes = sorted({max(wanted, legible_px), legible_px}, reverse=True)
    scale = TypeScale(sizes=tuple(sizes), lines=CUE_LINES, weight=_CUE_WEIGHT)
    return Style("cue", language, spoken.tag, scale, spoken.body_pitch)


def _cue_blocks(parts: Sequence[Part], style: Style, room: int) -> tuple[Block, ...]:
    tallest = CUE_LINES * style.line_height(style.scale.sizes[0])
    block = largest_block(parts, style, room, tallest)
    if block:
        return (block,)
    paging = share_out(parts, style.boxes(room, tallest))
    if paging is None:
        return ()
    return tuple(Block(style, paging.size_px, page) for page in paging.pages)


def _cue_plate(theme: Theme, block: Block) -> SetPlate:
    """Its lines stand in the middle, one below the other."""
    style, size_px = block.style, block.size_px
    lines = list(block.placed(0, 0.0))
    widths = _widths(theme, lines)
    padding = round(_PADDING_EM * size_px)
    above = round(block.height * _PLATE_PADDING / 2)
    size = Size(even(max(widths) + 2 * padding), even(block.height + 2 * above))
    placed = [
        Line(
            style.role,
            line.language,
            line.weight,
            line.size,
            left=round((size.width - width) / 2),
            baseline=line.baseline + above,
            text=line.text,
        )
        for line, width in zip(lines, widths, strict=True)
    ]
    return _drawn(theme, size, placed, bars=(), count=block.character_count)


def typeset_lower_third(face: Face, title: str, agency: str, region: Rect) -> SetPlate:
    """What is seen and who says so, as wide as the region at most.

    Where its height does not do, as on a small face, the plate grows upwards from it.
    Raises TypesettingError when the title does not fit legibly.
    """
    words = clean_words(SlideWords(face.language, title=title, agency=agency))
    check_glyphs(face.theme, words)
    below = face.style("agency")
    styles = [face.style("title"), face.style("long_title")]
    bar = even(styles[0].scale.sizes[0] * _BAR_EM)
    indent = bar + round(_PADDING_EM * below.scale.sizes[0])
    room = region.width - 2 * indent
    title_parts, agency_parts = measured(
        [
            wording(words.title, styles[1], room / styles[1].scale.sizes[-1]),
            wording(words.agency, below, room / _LEAST_AGENCY_PX),
        ],
        partial(measure, face.theme),
    )
    padding = round(region.height * _PLATE_PADDING)
    names = _agency_block(agency_parts, below, room)
    for height, style in product((region.height, region.bottom), styles):
        free = height - 2 * padding - names.height
        block = largest_block(title_parts, style, room, free)
        if block:
            return _named(face.theme, block, names, bar, indent, padding)
    raise TypesettingError(
        f"title of {face.name}",
        "“{text}” ({count} characters) does not fit in letters that can be read",
        "shorten it",
        text=words.title,
        count=len(words.title),
    )


def _agency_block(parts: Sequence[Part], style: Style, room: int) -> Block:
    """In one line if it can be; who speaks is always said, if need be in small letters."""
    smaller = tuple(range(style.scale.sizes[-1], _LEAST_AGENCY_PX - 1, -1))
    for sizes, lines in ((style.scale.sizes, 1), (smaller, 2), (smaller, 9)):
        scale = style.scale.model_copy(update={"sizes": sizes, "lines": lines})
        asked = replace(style, scale=scale)
        block = largest_block(parts, asked, room, lines * style.pitch * sizes[0])
        if block:
            return block
    return Block(style, style.scale.sizes[-1], ())


def _named(
    theme: Theme,
    title: Block,
    agency: Block,
    bar: int,
    indent: int,
    padding: int,
) -> SetPlate:
    lines = list(title.placed(indent, padding))
    height = title.height
    if agency.paragraphs:
        lines += agency.placed(indent, padding + height)
        height += agency.height
    size = Size(
        even(max(_widths(theme, lines)) + 2 * indent), even(height + 2 * padding)
    )
    edge = theme.file.colours[theme.file.ticker.edge or theme.file.inks["title"][0]]
    bars = [(0, 0, bar, size.height, edge)]
    return _drawn(theme, size, lines, bars=bars, count=title.character_count)


def _widths(theme: Theme, lines: Sequence[Line]) -> list[int]:
    asked = [Words(line.text, line.language, line.weight) for line in lines]
    return [
        round(em * line.size)
        for em, line in zip(measure(theme, asked), lines, strict=True)
    ]


def _drawn(
    theme: Theme,
    size: Size,
    lines: Sequence[Line],
    *,
    bars: Sequence[tuple[int, int, int, int, str]],
    count: int,
) -> SetPlate:
    ink, ground = colours_of(theme, theme.file.motion.plate)
    plate = Plate(size, ground, [(line, ink) for line in lines], bars)
    opacity = max(LEAST_OPACITY, plate_opacity(ink, ground))
    return SetPlate(draw_plates(theme, [plate])[0], ground, opacity, count)
