"""How a province's slides look: a folder of data, read once and trusted after.

Colours, fonts, and per layout the rectangles and type sizes of each template. What is
drawn in a rectangle is the theme's typst; who runs typst is `renderer.typesetting`.
"""

from renderer.themes.fonts import font_files
from renderer.themes.motion import Effect, Transition
from renderer.themes.reading import read_theme, theme_faults, variants_of
from renderer.themes.theme import (
    DAY,
    Language,
    Layout,
    Template,
    Theme,
    ThemeFile,
    TypeScale,
    is_urgent,
)

__all__ = [
    "DAY",
    "Effect",
    "Language",
    "Layout",
    "Template",
    "Theme",
    "ThemeFile",
    "Transition",
    "TypeScale",
    "font_files",
    "is_urgent",
    "read_theme",
    "theme_faults",
    "variants_of",
]
