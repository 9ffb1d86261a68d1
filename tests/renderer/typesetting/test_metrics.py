"""Font sizes are reckoned from the fonts themselves."""

import numpy as np
import pytest

from renderer.layouts import Size
from renderer.themes import Theme
from renderer.typesetting.compiler import draw
from renderer.typesetting.grounds import read_png
from renderer.typesetting.metrics import least_size


def ink_rows(theme: Theme, letter: str, language: str, size_px: int) -> int:
    """The rows of pixels that a letter takes, when it is drawn."""
    line = {
        "role": "body",
        "language": language,
        "weight": 500,
        "size": size_px,
        "left": 100,
        "baseline": 300,
        "text": letter,
    }
    page = {"lines": [line], "number": 1, "count": 1}
    size = Size(600, 400)
    document = {"size": [600, 400], "template": "", "regions": {}, "pages": [page]}
    (with_letter,) = draw(theme, document)
    (without,) = draw(theme, {**document, "pages": [{**page, "lines": []}]})
    assert read_png(without).shape == (size.height, size.width, 3)
    changed = np.abs(read_png(with_letter).astype(int) - read_png(without)).sum(axis=2)
    return int((changed > 100).any(axis=1).sum())


@pytest.mark.parametrize("language", ["vi", "en", "zh-hans"])
@pytest.mark.parametrize("capital_px", [20, 34, 60])
def test_capitals_are_drawn_as_tall_as_they_must_be(
    theme: Theme, language: str, capital_px: int
):
    size = least_size(theme, language, capital_px)

    assert ink_rows(theme, "H", language, size) >= capital_px


@pytest.mark.parametrize("capital_px", [20, 60])
def test_chinese_is_drawn_a_quarter_taller_than_capitals(theme: Theme, capital_px: int):
    size = least_size(theme, "zh-hans", capital_px)

    assert ink_rows(theme, "国", "zh-hans", size) >= 1.15 * capital_px
    assert size * 0.894 >= 1.25 * capital_px


def test_without_a_distance_every_letter_still_has_its_shape(theme: Theme):
    sizes = {code: least_size(theme, code, 0) for code in ("vi", "en", "zh-hans")}

    assert sizes == {"vi": 15, "en": 13, "zh-hans": 16}


def test_a_stack_of_marks_has_six_rows_over_its_capital(theme: Theme):
    size = least_size(theme, "vi", 0)

    stack, capital = (ink_rows(theme, letter, "vi", size) for letter in "ỄE")

    assert stack - capital >= 5
