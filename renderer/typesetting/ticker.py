"""Sets the line that runs below a face: each language's words once, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

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
# Some parts of typst and of video would not take longer pictures.
MAX_WIDTH_PX = 60_000


@dataclass(frozen=True)
class TickerLook:
    """The sizes of the strip: of its letters, and of itself. `edge_px` is a line above."""

    size_px: int
    height: int
    edge_px: int


def typeset_ticker(
    theme: Theme, lines: Sequence[tuple[str, str]], look: TickerLook
) -> tuple[Rgb, ...]:
    """A picture of each (language, text), with a gap after it.

    Raises TypesettingError for a letter that no font has, or far too long a text.
    """
    words = [_checked(theme, language, text) for language, text in lines]
    weight = theme.file.ticker.weight
    asked = [Words(w.title, w.language, weight) for w in words]
    widths = [round(em * look.size_px) for em in measure(theme, asked)]
    for word, width in zip(asked, widths, strict=True):
        if width > MAX_WIDTH_PX:
            raise TypesettingError(
                f"ticker ({word.language})",
                "it is {count} characters long, too much for one line",
                "shorten it",
                count=len(word.text),
            )
    plates = [_plate(theme, w, x, look) for w, x in zip(asked, widths, strict=True)]
    return draw_plates(theme, plates)


def _checked(theme: Theme, language: str, text: str) -> SlideWords:
    words = clean_words(SlideWords(language, title=text))
    try:
        check_glyphs(theme, words)
    except TypesettingError as error:
        raise error.within("ticker") from error
    return words


def _plate(theme: Theme, word: Words, width: int, look: TickerLook) -> Plate:
    said = theme.file.ticker
    ink, ground = colours_of(theme, said.ink)
    edge = theme.file.colours[said.edge or theme.file.inks[said.ink][0]]
    size = Size(even(width + GAP_EM * look.size_px), look.height)
    middle = (look.height + look.edge_px) / 2
    baseline = round(middle + _INK_MIDDLE_EM * look.size_px)
    side = even(look.size_px * _LOZENGE_EM)
    place = ((size.width + width - side) // 2, round(middle - side / 2))
    line = Line(
        "ticker", word.language, word.weight, look.size_px, 0, baseline, word.text
    )
    bars = [(0, 0, size.width, look.edge_px, edge)] if look.edge_px else []
    return Plate(size, ground, [(line, ink)], bars, [(*place, side, edge)])
