"""Letters stand out from what they stand on."""

from pathlib import Path

import pytest

from renderer.themes import read_theme
from renderer.themes.contrast import contrast_of
from tests.renderer.themes_on_disk import ALL_THEMES


def test_contrast_is_that_of_wcag():
    assert contrast_of("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_of("#777777", "#777777") == 1
    assert contrast_of("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda path: path.name)
@pytest.mark.parametrize("variant", ["day", "night"])
def test_every_ink_stands_out_from_its_ground_by_day_and_by_night(
    theme: Path, variant: str
):
    file = read_theme(theme, variant).file

    for ink, ground in file.inks.values():
        assert contrast_of(file.colours[ink], file.colours[ground]) >= 4.5
