"""Sets the line that runs below a face: each language's words once, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from renderer.errors import TypesettingError
from renderer.layouts import Size, even
from renderer.themes import Theme
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.glyphs import check_glyphs
from renderer.typesetting.pictures import Rgb
from renderer.typesetting.plates import Plate, colours_of, draw_plates
from renderer.typesetting.words import SlideWords, clean_words

# Between two texts, in font sizes; a lozenge stands in its middle.
GAP_EM = 3
_LOZENGE_EM = 0.42
_INK_MIDDLE_EM = 0.35
# Longer pictures than this some parts of typst and of video would not take.
MAX_WIDTH_PX = 60_000


@dataclass(frozen=True)
class TickerLook:
    """The sizes of the strip: of its letters, and of itself. `edge_px` is a line above."""

    size_px: int
    height: int
    edge_px: int


def typeset_ticker(
    theme: Theme, lines: Sequence[tuple[str, str]], look: TickerLook
) -> Rgb:
    """One picture of all (language, text), with the gap after the last.

    Raises TypesettingError for a letter that no font has, or far too long a text.
    """
    words = [_checked(theme, language, text) for language, text in lines]
    weight = theme.file.ticker.weight
    asked = [Words(w.title, w.language, weight) for w in words]
    widths = [round(em * look.size_px) for em in measure(theme, asked)]
    gap = GAP_EM * look.size_px
    starts = list(accumulate((width + gap for width in widths), initial=0))
    if starts[-1] > MAX_WIDTH_PX:
        raise TypesettingError(
            "ticker",
            "it is {count} characters long, too much for one line",
            "shorten it",
            count=sum(len(word.text) for word in asked),
        )
    placed = list(zip(asked, starts, strict=False))
    plate = _plate(theme, placed, _lozenge_places(starts, gap, look), look, starts[-1])
    return draw_plates(theme, [plate])[0]


def _checked(theme: Theme, language: str, text: str) -> SlideWords:
    words = clean_words(SlideWords(language, title=text))
    try:
        check_glyphs(theme, words)
    except TypesettingError as error:
        raise error.within("ticker") from error
    return words


def _lozenge_places(
    starts: Sequence[int], gap: int, look: TickerLook
) -> list[tuple[int, int, int]]:
    side = even(look.size_px * _LOZENGE_EM)
    top = (look.height + look.edge_px - side) // 2
    return [(end - gap // 2 - side // 2, top, side) for _, end in pairwise(starts)]


def _plate(
    theme: Theme,
    placed: Sequence[tuple[Words, int]],
    lozenges: Sequence[tuple[int, int, int]],
    look: TickerLook,
    width: int,
) -> Plate:
    ink, ground = colours_of(theme, theme.file.ticker.ink)
    edge = theme.file.colours[
        theme.file.ticker.edge or theme.file.inks[theme.file.ticker.ink][0]
    ]
    middle = (look.height + look.edge_px) / 2
    baseline = round(middle + _INK_MIDDLE_EM * look.size_px)
    lines = [
        (
            Line("ticker", w.language, w.weight, look.size_px, left, baseline, w.text),
            ink,
        )
        for w, left in placed
    ]
    return Plate(
        Size(even(width), look.height),
        ground,
        lines,
        bars=[(0, 0, even(width), look.edge_px, edge)] if look.edge_px else (),
        lozenges=[(*place, edge) for place in lozenges],
    )
