"""What a theme says is what its slides show."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from renderer.layouts import Size
from renderer.themes import Theme, read_theme
from renderer.theming.samples import picture_of
from renderer.typesetting import SlideWords, typeset_slides
from renderer.typesetting.pictures import Rgb
from tests.renderer.themes_on_disk import (
    ALL_THEMES,
    THEMES,
    copy_of_house_theme,
    edit,
)

WIDE = Size(960, 480)
WORDS = SlideWords("vi", "Chợ phiên Bắc Hà", "Chợ họp sáng Chủ nhật.", "Sở Du lịch")
CLOTH, SEA = (0x14, 0x24, 0x5A), (0x0E, 0x3B, 0x43)


def drawn(theme: Theme, template: str = "story", size: Size = WIDE) -> Rgb:
    return typeset_slides(theme, template, size, WORDS)[0].pixels


def share_of(pixels: Rgb, colour: tuple[int, int, int]) -> float:
    return float((pixels == colour).all(axis=2).mean())


def test_a_third_theme_is_made_by_copying_a_folder(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path, "bien-xanh")
    edit(folder / "theme.toml", 'cloth = "#14245a"', 'cloth = "#0e3b43"')

    third, house = read_theme(folder), read_theme(THEMES / "lao-cai")

    assert third.digest != house.digest
    assert share_of(drawn(house), CLOTH) > 0.1
    assert share_of(drawn(third), CLOTH) == 0
    assert share_of(drawn(third), SEA) > 0.1


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda path: path.name)
@pytest.mark.parametrize("template", ["story", "notice", "filler"])
def test_a_wall_by_night_is_dimmer_than_by_day(theme: Path, template: str):
    day = drawn(read_theme(theme), template)
    night = drawn(read_theme(theme, "night"), template)

    assert night.mean() < 0.75 * day.mean()


def test_a_logo_takes_the_place_of_the_mark(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path)
    magenta = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
    magenta += '<rect width="1" height="1" fill="#ff00ff"/></svg>'
    (folder / "logo.svg").write_text(magenta)
    said = '[pictures]\nlogo = "logo.svg"\n\n[variants.night.colours]'
    edit(folder / "theme.toml", "[variants.night.colours]", said)
    theme = read_theme(folder)

    pixels = drawn(theme)

    mark = theme.region("story_plain", WIDE, "mark")
    inside = pixels[mark.y : mark.bottom, mark.x : mark.right]
    assert share_of(inside, (255, 0, 255)) > 0.9
    inside[:] = 0
    assert share_of(pixels, (255, 0, 255)) == 0


def test_another_logo_gives_another_digest(tmp_path: Path):
    folder = copy_of_house_theme(tmp_path)
    said = '[pictures]\nlogo = "logo.png"\n\n[variants.night.colours]'
    edit(folder / "theme.toml", "[variants.night.colours]", said)
    digests = set()
    for colour in ("red", "blue"):
        Image.new("RGB", (8, 8), colour).save(folder / "logo.png")
        digests.add(read_theme(folder).digest)

    assert len(digests) == 2


def test_a_story_without_a_text_gives_its_room_to_the_picture():
    theme = read_theme(THEMES / "lao-cai")
    picture = picture_of("wide", 0, None)
    bare = SlideWords("vi", WORDS.title, agency=WORDS.agency)

    with_text = typeset_slides(theme, "story", WIDE, WORDS, picture)[0].media
    without = typeset_slides(theme, "story", WIDE, bare, picture)[0].media

    assert with_text is not None
    assert without is not None
    assert without.width > 1.8 * with_text.width


@pytest.mark.parametrize("shape", ["wide", "tall", "panorama"])
def test_without_a_folder_of_pictures_a_landscape_is_drawn(shape: str):
    pixels = picture_of(shape, 0, None).pixels

    assert pixels[0].mean() > pixels[-1].mean()
    assert np.ptp(pixels[:, 0].mean(axis=1)) > 50
