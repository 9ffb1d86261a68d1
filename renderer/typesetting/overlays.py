"""Sets what is laid over moving pictures: subtitles, and the plate that says what is seen.

Words stand on a plate of their own, so that they are read over whatever comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size, even
from renderer.themes import Theme, TypeScale
from renderer.typesetting.agencies import AgencyBlock, agency_block
from renderer.typesetting.blocks import Block, Line, Style, largest_block
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.contrast import plate_opacity
from renderer.typesetting.faces import Face
from renderer.typesetting.glyphs import check_glyphs, check_letters
from renderer.typesetting.lines import Part
from renderer.typesetting.paging import share_out
from renderer.typesetting.pictures import Rgb
from renderer.typesetting.plates import Bar, Plate, colours_of, draw_plates
from renderer.typesetting.refusals import no_line, too_long
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
# Of what they lie over subtitles hide no more than this. And with fewer letters in a line
# a sentence would flash past word by word.
_CUE_MOST_SHARE = 0.5
_CUE_LEAST_EM = 10


@dataclass(frozen=True)
class SetPlate:
    """Words as they stand on their plate, not drawn yet."""

    size: Size
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    character_count: int
    is_whole: bool = True  # whether who speaks is said in full


@dataclass(frozen=True, eq=False)
class DrawnPlate:
    """Words on their plate, and how opaque the plate has to be."""

    pixels: Rgb
    ground: str
    opacity: float


def draw_plate(theme: Theme, plate: SetPlate) -> DrawnPlate:
    """Raises ThemeError when the theme's typst fails."""
    ink, ground = colours_of(theme, theme.file.motion.plate)
    lines = [(line, ink) for line in plate.lines]
    (pixels,) = draw_plates(theme, [Plate(plate.size, ground, lines, plate.bars)])
    opacity = max(LEAST_OPACITY, plate_opacity(ink, ground))
    return DrawnPlate(pixels, ground, opacity)


def check_room_for_cues(face: Face, over: Size) -> None:
    """Raises TypesettingError where a legible line hides too much, or holds too little."""
    least, free = _cue_style(face, over).scale.sizes[-1], _free_height(over)
    is_low = free < face.theme.language(face.language).body_pitch * least
    if is_low or over.width < _CUE_LEAST_EM * least:
        raise no_line(face, "subtitles", least, Size(over.width, free))


def set_cue(face: Face, text: str, over: Size) -> tuple[SetPlate, ...]:
    """A cue's plates, one after the other: more than one where one does not hold it.

    Raises TypesettingError for a letter that is in no font, or a word that fits no line.
    """
    words = clean_words(SlideWords(face.language, body=text))
    check_letters(face.theme, face.language, "subtitles", words.body)
    style = _cue_style(face, over)
    largest, least = style.scale.sizes[0], style.scale.sizes[-1]
    tallest = min(CUE_LINES * style.line_height(largest), _free_height(over))
    room = over.width - 2 * round(_PADDING_EM * largest)
    asked = wording(words.body, style, room / least)
    (parts,) = measured([asked], partial(measure, face.theme))
    blocks = _cue_blocks(parts, style, room, tallest)
    if not blocks:
        raise TypesettingError(
            f"subtitles of {face.name}",
            "“{text}” ({count} characters) does not fit in letters that can be read",
            "shorten it",
            text=words.body,
            count=len(words.body),
        )
    return tuple(_cue_plate(face.theme, block) for block in blocks)


def _free_height(over: Size) -> int:
    return int(over.height * _CUE_MOST_SHARE / (1 + _PLATE_PADDING))


def _cue_style(face: Face, over: Size) -> Style:
    spoken = face.theme.language(face.language)
    themed = face.theme.layout_for(face.size).legible_px["body"]
    least = max(themed, face.least_size("body"))
    wanted = round(min(over.width, over.height) * _CUE_SHARE)
    sizes = sorted({max(wanted, least), least}, reverse=True)
    scale = TypeScale(sizes=tuple(sizes), lines=CUE_LINES, weight=_CUE_WEIGHT)
    return Style("cue", face.language, spoken.tag, scale, spoken.body_pitch)


def _cue_blocks(
    parts: Sequence[Part], style: Style, room: int, tallest: float
) -> tuple[Block, ...]:
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
    placed = tuple(
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
    )
    return SetPlate(size, placed, (), block.character_count)


def set_lower_third(face: Face, title: str, agency: str, region: Rect) -> SetPlate:
    """What is seen and who says so, as wide as the region at most.

    Where its height does not do, as on a small face, the plate grows upwards from it.
    Raises TypesettingError when the title does not fit legibly.
    """
    words = clean_words(SlideWords(face.language, title=title, agency=agency))
    check_glyphs(face.theme, words)
    below, least = face.style("agency"), face.least_size("agency")
    styles = [face.style("title"), face.style("long_title")]
    bar = even(styles[0].scale.sizes[0] * _BAR_EM)
    indent = bar + round(_PADDING_EM * below.scale.sizes[0])
    room = region.width - 2 * indent
    title_parts, agency_parts = measured(
        [
            wording(words.title, styles[1], room / styles[1].scale.sizes[-1]),
            wording(words.agency, below, room / least),
        ],
        partial(measure, face.theme),
    )
    padding = round(region.height * _PLATE_PADDING)
    half = Rect(0, 0, room, region.bottom // 2)
    names = agency_block(agency_parts, below, half, least_px=least)
    if names is None:
        raise too_long(face, below, "agency in the lower third", agency_parts, half)
    for height, style in product((region.height, region.bottom), styles):
        free = height - 2 * padding - names.block.height
        block = largest_block(title_parts, style, room, free)
        if block:
            return _named(face.theme, block, names, bar, indent, padding)
    most = Rect(0, 0, room, int(region.bottom - 2 * padding - names.block.height))
    raise too_long(face, styles[1], "title in the lower third", title_parts, most)


def _named(
    theme: Theme,
    title: Block,
    agency: AgencyBlock,
    bar: int,
    indent: int,
    padding: int,
) -> SetPlate:
    lines = list(title.placed(indent, padding))
    height = title.height
    if agency.block.paragraphs:
        lines += agency.block.placed(indent, padding + height)
        height += agency.block.height
    size = Size(
        even(max(_widths(theme, lines)) + 2 * indent), even(height + 2 * padding)
    )
    edge = theme.file.colours[theme.file.ticker.edge or theme.file.inks["title"][0]]
    bars = ((0, 0, bar, size.height, edge),)
    return SetPlate(size, tuple(lines), bars, title.character_count, agency.is_whole)


def _widths(theme: Theme, lines: Sequence[Line]) -> list[int]:
    asked = [Words(line.text, line.language, line.weight) for line in lines]
    return [
        round(em * line.size)
        for em, line in zip(measure(theme, asked), lines, strict=True)
    ]
