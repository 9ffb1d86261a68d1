"""Sets words legibly on faces: the one door to typst.

Text is data, never markup. What a page looks like is the theme's; what fits on it is
measured by typst and decided here.
"""

from renderer.typesetting.pictures import PreparedPicture, Rgb
from renderer.typesetting.slides import (
    SetWords,
    Slide,
    draw_slides,
    set_words,
    typeset_slides,
)
from renderer.typesetting.words import SlideWords

__all__ = [
    "PreparedPicture",
    "Rgb",
    "SetWords",
    "Slide",
    "SlideWords",
    "draw_slides",
    "set_words",
    "typeset_slides",
]
