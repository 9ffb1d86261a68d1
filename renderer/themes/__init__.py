"""How a province's slides look: a folder of data, read once and trusted after.

Colours, fonts, and per layout the rectangles and type sizes of each template. What is
drawn in a rectangle is the theme's typst; who runs typst is `renderer.typesetting`.
"""

from renderer.themes.motion import Effect, Transition
from renderer.themes.reading import font_files, read_theme
from renderer.themes.theme import Language, Layout, Template, Theme, TypeScale

__all__ = [
    "Effect",
    "Language",
    "Layout",
    "Template",
    "Theme",
    "Transition",
    "TypeScale",
    "font_files",
    "read_theme",
]
