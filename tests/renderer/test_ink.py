"""Letters are measured alike however many threads ask: two clusters are drawn at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from renderer.themes import Theme, read_theme
from renderer.typesetting import ink
from renderer.typesetting.ink import ink_of

THEME = Path(__file__).parents[2] / "themes/lao-cai"
LETTERS = [chr(code) for code in range(0x1EA0, 0x1EFA)]
THREADS = 8


@pytest.fixture
def in_a_hurry() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def forget(theme: Theme) -> None:
    family = theme.language("vi").fonts[0].split("/")[0]
    ink._font(theme.font_folders[family]).close()
    ink._font.cache_clear()
    ink._reach.cache_clear()


def test_threads_that_measure_at_once_find_what_one_finds(in_a_hurry: None) -> None:
    theme = read_theme(THEME)
    alone = [ink_of(theme, "vi", letter) for letter in LETTERS]

    for _ in range(10):
        forget(theme)
        ink_of(theme, "vi", "A")  # the font is open, its letters are not read
        with ThreadPoolExecutor(THREADS) as pool:
            asked = [
                pool.map(lambda one: ink_of(theme, "vi", one), LETTERS)
                for _ in range(THREADS)
            ]
            found = [list(one) for one in asked]

        assert found == [alone] * THREADS
