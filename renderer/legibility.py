"""How tall letters must be to be read from where people stand, in LED pixels. Pure.

Sign makers ask for one inch of capital for every 30 feet of distance, and accept one for
50 feet at the most. Smith (Letter Size and Legibility, Human Factors 21, 1979) found in 300
displays that 90 of 100 people read capitals of 3 mrad, 1 : 333, which is the first rule.
What a font size comes to in such heights is for those who know the fonts.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

MM_PER_M = 1000
# Distance by height of capitals: of what is to be read, and of what stands beside it.
TEXT_RATIO = 360
ASIDE_RATIO = 600


@dataclass(frozen=True)
class LetterHeights:
    """The least heights of capitals in whole pixels; 0 where no distance is known."""

    text_px: int = 0
    aside_px: int = 0


UNKNOWN_DISTANCE = LetterHeights()


def letter_heights(
    viewing_distance_m: float | None, *, pitch_mm: float
) -> LetterHeights:
    """Rounded up: a letter is never smaller than it should be."""
    if viewing_distance_m is None:
        return UNKNOWN_DISTANCE
    # By their decimals: 0.1 + 0.2 must not cost a pixel.
    pixels = Fraction(str(viewing_distance_m)) * MM_PER_M / Fraction(str(pitch_mm))
    return LetterHeights(
        math.ceil(pixels / TEXT_RATIO), math.ceil(pixels / ASIDE_RATIO)
    )
