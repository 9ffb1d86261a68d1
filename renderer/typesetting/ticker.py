"""Sets the line that runs below a face: each language's words once, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from renderer.errors import TypesettingError
from renderer.layouts import Size, even
from renderer.themes import Theme
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.glyphs import check_letters
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
    return draw_plates(
        theme, [_plate(theme, one, look) for one in _set(theme, lines, look)]
    )


def ticker_widths(
    theme: Theme, lines: Sequence[tuple[str, str]], look: TickerLook
) -> tuple[int, ...]:
    """How wide each picture would be. Raises what `typeset_ticker` does, draws nothing."""
    return tuple(_with_gap(one, look) for one in _set(theme, lines, look))


@dataclass(frozen=True)
class _SetLine:
    """A text as it stands in the strip, and how wide its letters are."""

    words: Words
    width: int


def _set(
    theme: Theme, lines: Sequence[tuple[str, str]], look: TickerLook
) -> tuple[_SetLine, ...]:
    weight = theme.file.ticker.weight
    asked = [Words(_checked(theme, *line), line[0], weight) for line in lines]
    found = tuple(
        _SetLine(words, round(em * look.size_px))
        for words, em in zip(asked, measure(theme, asked), strict=True)
    )
    for one in found:
        if one.width > MAX_WIDTH_PX:
            raise TypesettingError(
                f"ticker ({one.words.language})",
                "it is {count} characters long, too much for one line",
                "shorten it",
                count=len(one.words.text),
            )
    return found


def _checked(theme: Theme, language: str, text: str) -> str:
    cleaned = clean_words(SlideWords(language, title=text)).title
    check_letters(theme, language, "ticker", cleaned)
    return cleaned


def _with_gap(line: _SetLine, look: TickerLook) -> int:
    return even(line.width + GAP_EM * look.size_px)


def _plate(theme: Theme, line: _SetLine, look: TickerLook) -> Plate:
    word, width = line.words, line.width
    said = theme.file.ticker
    ink, ground = colours_of(theme, said.ink)
    edge = theme.file.colours[said.edge or theme.file.inks[said.ink][0]]
    size = Size(_with_gap(line, look), look.height)
    middle = (look.height + look.edge_px) / 2
    baseline = round(middle + _INK_MIDDLE_EM * look.size_px)
    side = even(look.size_px * _LOZENGE_EM)
    place = ((size.width + width - side) // 2, round(middle - side / 2))
    text = Line(
        "ticker", word.language, word.weight, look.size_px, 0, baseline, word.text
    )
    bars = [(0, 0, size.width, look.edge_px, edge)] if look.edge_px else []
    return Plate(size, ground, [(text, ink)], bars, [(*place, side, edge)])
