"""Letters stand out from what is really behind them, or get a scrim."""

from pathlib import Path

import numpy as np
import pytest

from renderer.layouts import Size
from renderer.themes import Theme, read_theme
from renderer.typesetting import PreparedPicture, SlideWords, grounds, typeset_slides
from renderer.typesetting.contrast import contrasts
from renderer.typesetting.pictures import Rgb
from tests.renderer.themes_on_disk import copy_of_house_theme, edit

WIDE = Size(960, 480)
WORDS = SlideWords(
    "vi", "Chợ phiên Bắc Hà", "Chợ họp sáng Chủ nhật. " * 2, "Sở Du lịch"
)
CREAM = (0xFF, 0xF7, 0xE8)
STORY_BODY = "body = [504, 150, 932, 396]\npages = [504, 402, 932, 406]"


@pytest.fixture
def over_picture(tmp_path: Path) -> Theme:
    """The house theme, with the story's text over its picture."""
    folder = copy_of_house_theme(tmp_path)
    edit(folder / "theme.toml", STORY_BODY, STORY_BODY.replace("[504, 150", "[32, 150"))
    edit(
        folder / "theme.toml",
        "[56, 52, 48, 45, 42, 40, 38, 36, 34, 32]",
        "[42, 40, 38, 36, 34, 32]",
    )
    edit(folder / "theme.toml", 'grounds = ["header"', 'grounds = ["media", "header"')
    return read_theme(folder)


def picture_of(level: int) -> PreparedPicture:
    pixels: Rgb = np.full((338, 472, 3), level, np.uint8)
    return PreparedPicture(pixels)


def contrast_of_ground(pixels: Rgb) -> float:
    """Of the body's ink with what is most often beside it in the line's own rows."""
    beside = pixels[260:290, 34:470].reshape(-1, 3)
    colours, counts = np.unique(beside, axis=0, return_counts=True)
    return float(contrasts(colours[counts.argmax()][None, None], "#fff7e8")[0, 0])


def test_text_over_a_bright_picture_gets_a_scrim(over_picture: Theme):
    slide = typeset_slides(over_picture, "story", WIDE, WORDS, picture_of(235))[0]

    assert slide.pixels[275, 28].max() < 235  # just left of the line
    assert 4.49 <= contrast_of_ground(slide.pixels) < 4.8
    assert tuple(slide.pixels[470, 200]) == (235, 235, 235)  # far from any letter


def test_text_over_a_dark_picture_is_left_without_one(over_picture: Theme):
    slide = typeset_slides(over_picture, "story", WIDE, WORDS, picture_of(20))[0]

    assert tuple(slide.pixels[275, 28]) == (20, 20, 20)
    cream = np.abs(slide.pixels[150:396, 32:470].astype(int) - CREAM).max(axis=2) < 3
    assert cream.sum() > 200  # the letters are over the picture, not under it


def test_text_over_a_scenery_too_bright_gets_a_scrim(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path)
    edit(
        folder / "slide.typ",
        'drawn("scenery", scenery)',
        'filled("scenery", rgb("#b0b8c0"))',
    )

    slide = typeset_slides(read_theme(folder), "story", WIDE, WORDS)[0]

    shown = slide.pixels[150:396, 32:928].astype(int)
    assert shown.min() < 100
    assert tuple(slide.pixels[470, 700]) == (0xB0, 0xB8, 0xC0)


def test_with_the_house_theme_s_own_drawings_no_pixel_is_touched(theme: Theme):
    for template in ("story", "notice", "gallery", "clip", "filler"):
        words = SlideWords("vi", "Chợ phiên", "Sáng Chủ nhật.", "Sở Du lịch")
        slides = typeset_slides(theme, template, WIDE, words)

        again = typeset_slides(theme, template, WIDE, words)

        assert np.array_equal(slides[0].pixels, again[0].pixels)


def test_what_is_forgotten_for_want_of_room_is_found_again(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
):
    title = SlideWords("vi", "Chợ phiên", "", "Sở Du lịch")
    with_body = SlideWords("vi", "Chợ phiên", "Sáng Chủ nhật.", "Sở Du lịch")
    expected = typeset_slides(theme, "story", WIDE, with_body)
    monkeypatch.setattr(grounds, "_known", {})
    typeset_slides(theme, "notice", WIDE, title)
    typeset_slides(theme, "story", WIDE, title)
    monkeypatch.setattr(grounds, "_MOST_KNOWN", len(grounds._known))

    slides = typeset_slides(theme, "story", WIDE, with_body)

    assert np.array_equal(slides[0].pixels, expected[0].pixels)
    assert 0 < len(grounds._known) <= 4
    assert {template for _, template, *_ in grounds._known} <= {"story", "story_plain"}
