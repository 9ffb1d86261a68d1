"""How tall letters must be follows from where people stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.legibility import LetterHeights, letter_heights


@pytest.mark.parametrize(
    ("distance_m", "pitch_mm", "text_px", "aside_px"),
    [
        (36, 10, 10, 6),  # 100 mm of capital from 36 m away
        (36.1, 10, 11, 7),  # rounded up
        (20, 5, 12, 7),
        (60, 5, 34, 20),
        (3.6, 0.1, 100, 60),  # decimals are exact
    ],
)
def test_letters_are_a_360th_of_the_distance_and_asides_a_600th(
    distance_m: float, pitch_mm: float, text_px: int, aside_px: int
):
    assert letter_heights(distance_m, pitch_mm=pitch_mm) == LetterHeights(
        text_px, aside_px
    )


def test_of_a_face_without_a_distance_nothing_is_asked():
    assert letter_heights(None, pitch_mm=5) == LetterHeights(0, 0)


@given(st.floats(0.1, 500), st.floats(0.5, 40))
def test_letters_are_never_lower_than_the_rule(distance_m: float, pitch_mm: float):
    heights = letter_heights(distance_m, pitch_mm=pitch_mm)

    assert heights.text_px * pitch_mm * 360 >= distance_m * 1000 * (1 - 1e-9)
    assert heights.aside_px <= heights.text_px
