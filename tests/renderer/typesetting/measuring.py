"""A measure for tests of what is decided from widths: simple letters, no typst."""

import unicodedata
from collections.abc import Sequence

from renderer.typesetting.binding import WORD_JOINER
from renderer.typesetting.breaks import Piece, Strength
from renderer.typesetting.compiler import Words
from renderer.typesetting.lines import Part


def measure_evenly(words: Sequence[Words]) -> list[float]:
    """Half a font size for a Latin letter or a blank, a whole one for a Chinese."""
    return [sum(_width(letter) for letter in word.text) for word in words]


def parts_of(pieces: Sequence[Piece]) -> tuple[Part, ...]:
    """As `measure_evenly` would have them."""
    return tuple(part_of(piece.text, piece.strength) for piece in pieces)


def part_of(text: str, strength: Strength = Strength.WORD) -> Part:
    shown = text.rstrip(" \n")
    width = sum(_width(letter) for letter in shown)
    blank = 0.5 if text.endswith(" ") else 0.0
    return Part(text, strength, width=width, last_width=width, blank=blank)


def _width(letter: str) -> float:
    if letter == WORD_JOINER:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5
