"""How far letters reach above and below their baseline, by the fonts themselves.

A theme's pitch is made for common words. “LỄ HỘI” over “ẨM THỰC” needs more: a dot below
one line must not touch the marks above the next, nor leave the region they stand in.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from renderer.themes import Theme, font_files

# What a Chinese character reaches at most, from its baseline: its square.
_SQUARE_RISE, _SQUARE_FALL = 0.88, 0.12
_READING = Lock()


@dataclass(frozen=True)
class Ink:
    """The tallest and the deepest reach of a text's letters, in font sizes."""

    rise: float = 0.0
    fall: float = 0.0


def ink_of(theme: Theme, language: str, text: str) -> Ink:
    """Of the first of the language's fonts; what that lacks is taken for Chinese."""
    first = theme.language(language).fonts[0].split("/")[0]
    folder = theme.font_folders[first]
    reaches = [_reach(folder, letter) for letter in set(text) if not letter.isspace()]
    return Ink(
        max((ink.rise for ink in reaches), default=0.0),
        max((ink.fall for ink in reaches), default=0.0),
    )


@cache
def _reach(folder: Path, letter: str) -> Ink:
    # A font that is read as it is needed is one thread's at a time.
    with _READING:
        return _read_reach(_font(folder), letter)


def _read_reach(font: Any, letter: str) -> Ink:
    name = font.getBestCmap().get(ord(letter))
    if name is None:
        return Ink(_SQUARE_RISE, _SQUARE_FALL)
    glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    if pen.bounds is None:
        return Ink()
    return Ink(max(0.0, pen.bounds[3] / units), max(0.0, -pen.bounds[1] / units))


@cache
def _font(folder: Path) -> Any:
    """The first by name is the blackest, and that reaches farthest."""
    file = font_files(folder)[0]
    return TTFont(file, lazy=True, fontNumber=0 if file.suffix == ".ttc" else -1)
