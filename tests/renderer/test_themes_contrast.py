"""Letters stand out from what they stand on."""

import pytest

from renderer.themes import read_theme
from renderer.themes.contrast import contrast_of
from tests.renderer.themes_on_disk import HOUSE_THEME


def test_contrast_is_that_of_wcag():
    assert contrast_of("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_of("#777777", "#777777") == 1
    assert contrast_of("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_ink_of_the_house_theme_stands_out_from_its_ground():
    file = read_theme(HOUSE_THEME).file

    for ink, ground in file.inks.values():
        assert contrast_of(file.colours[ink], file.colours[ground]) >= 4.5
