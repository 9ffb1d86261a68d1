"""What a height in pixels comes to as a font size, by the fonts themselves.

Capitals, stacks of Vietnamese marks and Chinese characters fill different parts of a font
size, and each needs some rows of pixels before it has its shape at all.
"""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from renderer.themes import Theme, font_files

# A matrix of 7 × 9 for reading on, ISO 9241-3.
_LEAST_CAPITAL_ROWS = 9
# Two marks above one another: two rows for the shape of each, and a dark row below it.
_LEAST_MARKS_ROWS = 6
# The smallest matrix that has a standard, 15 × 16 within 16 × 16 (GB 5199).
_LEAST_CHINESE_ROWS = 16
# A character has many more strokes than a capital: for the same distance it is taller.
_CHINESE_BY_CAPITAL = 1.25
_TALLEST_STACK = "Ễ"


@dataclass(frozen=True)
class LetterShapes:
    """Heights in font sizes; `character` is what Chinese fills of its square."""

    capital: float
    marks: float  # above the capitals, two of them
    character: float


def least_size(theme: Theme, language: str, capital_px: int) -> int:
    """The least font size whose capitals are so tall and whose letters have a shape."""
    shapes = _shapes(theme, language)
    needed = [capital_px / shapes.capital, _LEAST_CAPITAL_ROWS / shapes.capital]
    tag = theme.language(language).tag
    if tag == "vi":
        needed.append(_LEAST_MARKS_ROWS / shapes.marks)
    if tag == "zh":
        needed.append(capital_px * _CHINESE_BY_CAPITAL / shapes.character)
        needed.append(_LEAST_CHINESE_ROWS)
    # A hair's breadth of float is no pixel.
    return math.ceil(max(needed) - 1e-9)


def _shapes(theme: Theme, language: str) -> LetterShapes:
    families = [name.split("/")[0] for name in theme.language(language).fonts]
    letters, characters = families[0], families[-1]
    return LetterShapes(
        _capital(theme.font_folders[letters]),
        _marks(theme.font_folders[letters]),
        _character(theme.font_folders[characters]),
    )


@cache
def _capital(folder: Path) -> float:
    with _font(folder) as font:
        return float(font["OS/2"].sCapHeight) / _units(font)


@cache
def _marks(folder: Path) -> float:
    """Fonts without such letters have no marks to spoil: as much as a capital."""
    with _font(folder) as font:
        name = font.getBestCmap().get(ord(_TALLEST_STACK))
        if name is None:
            return float(font["OS/2"].sCapHeight) / _units(font)
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        return float(pen.bounds[3] - font["OS/2"].sCapHeight) / _units(font)


@cache
def _character(folder: Path) -> float:
    """The box of ideographs by the font's baselines, or the whole square."""
    with _font(folder) as font:
        if "BASE" not in font:
            return 1.0
        axis = font["BASE"].table.HorizAxis
        tags = [tag.strip() for tag in axis.BaseTagList.BaselineTag]
        values = axis.BaseScriptList.BaseScriptRecord[0].BaseScript.BaseValues
        at = dict(zip(tags, (c.Coordinate for c in values.BaseCoord), strict=True))
        if not {"icft", "icfb"} <= at.keys():
            return 1.0
        return float(at["icft"] - at["icfb"]) / _units(font)


def _units(font: Any) -> int:
    return int(font["head"].unitsPerEm)


def _font(folder: Path) -> Any:
    """A package's fonts differ in weight, not in height: one speaks for all."""
    file = font_files(folder)[0]
    return TTFont(file, lazy=True, fontNumber=0 if file.suffix == ".ttc" else -1)
