"""The house theme, read once."""

import pytest

from renderer.themes import Theme, read_theme
from tests.renderer.themes_on_disk import HOUSE_THEME


@pytest.fixture(scope="session")
def theme() -> Theme:
    return read_theme(HOUSE_THEME)
