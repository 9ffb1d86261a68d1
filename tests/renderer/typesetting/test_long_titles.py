"""Titles as long as administrations write them fit every face of both themes."""

from functools import cache
from pathlib import Path

import pytest

from renderer.layouts import Size
from renderer.legibility import UNKNOWN_DISTANCE
from renderer.themes import Theme, read_theme
from renderer.typesetting import SlideWords
from renderer.typesetting.slides import set_words
from tests.renderer.themes_on_disk import ALL_THEMES

TITLE = (
    "Thông báo về việc tạm dừng tiếp nhận phương tiện chở hàng nông sản qua Cửa khẩu"
    " quốc tế đường bộ số II Kim Thành"
)
BODY = "Từ 22 giờ ngày 12/9 đến 5 giờ ngày 13/9. Xe hàng đi theo đường tránh."
AGENCY = "Sở Văn hóa, Thể thao và Du lịch"
TITLE_CHARACTERS = 110


@cache
def the_theme(folder: Path) -> Theme:
    return read_theme(folder)


def least_and_sheets(theme: Theme) -> list[Size]:
    """The tightest face of each layout, and the one that it was drawn on."""
    layouts = theme.file.layouts
    return sorted({Size(*side) for one in layouts for side in (one.least, one.sheet)})


def test_the_title_is_as_long_as_real_ones():
    assert len(TITLE) >= TITLE_CHARACTERS


@pytest.mark.parametrize("folder", ALL_THEMES, ids=lambda path: path.name)
@pytest.mark.parametrize("template", ["story", "notice", "gallery", "clip"])
@pytest.mark.parametrize("has_picture", [True, False])
def test_a_long_title_fits_every_face(folder: Path, template: str, has_picture: bool):
    theme = the_theme(folder)
    is_moving = template in {"gallery", "clip"}
    for size in least_and_sheets(theme):
        for body in (BODY, ""):
            captions = (body,) if template == "gallery" else ()
            text = "" if captions else body
            words = SlideWords("vi", TITLE, text, AGENCY, captions=captions)

            decided = set_words(
                theme,
                template,
                size,
                words,
                UNKNOWN_DISTANCE,
                has_picture=has_picture or is_moving,
            )

            legible = theme.layout_for(size).legible_px["long_title"]
            titles = [
                line.size
                for page in decided.pages
                for line in page.lines
                if "title" in line.role
            ]
            assert decided.face.region("lower_third") or min(titles) >= legible
