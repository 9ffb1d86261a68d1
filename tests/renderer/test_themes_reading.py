"""A theme is read whole, or refused with the place and the way out."""

from pathlib import Path

import pytest

from renderer.errors import ThemeError
from renderer.themes import read_theme
from tests.renderer.themes_on_disk import HOUSE_THEME, copy_of_house_theme, edit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_house_theme(tmp_path)


def test_the_house_theme_is_whole():
    theme = read_theme(HOUSE_THEME)

    assert [layout.name for layout in theme.file.layouts] == [
        "strip",
        "banner",
        "wide",
        "standard",
        "square",
        "portrait",
    ]
    assert set(theme.file.languages) == {"vi", "en", "zh-hans"}


def test_a_copy_of_a_theme_has_the_same_digest(folder: Path):
    assert read_theme(folder).digest == read_theme(HOUSE_THEME).digest


@pytest.mark.parametrize("name", ["theme.toml", "slide.typ", "ornament.typ"])
def test_a_changed_file_gives_another_digest(folder: Path, name: str):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert read_theme(folder).digest != read_theme(HOUSE_THEME).digest


@pytest.mark.parametrize("name", ["theme.toml", "slide.typ"])
def test_a_missing_file_is_named(folder: Path, name: str):
    (folder / name).unlink()

    with pytest.raises(ThemeError) as refusal:
        read_theme(folder)

    assert refusal.value.where == str(folder / name)
    assert "no such file" in str(refusal.value)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(ThemeError) as refusal:
        read_theme(tmp_path / "yen-bai")

    assert "yen-bai" in refusal.value.where
    assert "theme's name" in refusal.value.todo


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('night = "#0c1738"', 'night = "dark"', "colours.night"),
        ('body = ["cream", "cloth"]', 'body = ["rose", "cloth"]', "inks.body"),
        ('body = ["cream", "cloth"]', 'body = ["milk", "cloth"]', "inks.body"),
        ('"fontpkg_be_vietnam_pro"', '"fontpkg_lost"', "fonts[Be Vietnam Pro]"),
        ('folder = "files"', 'folder = "none"', "fonts[Be Vietnam Pro]"),
        ('["Be Vietnam Pro", "Noto', '["Comic", "Noto', "languages.vi.fonts"),
        ("body_pitch = 1.40", "body_pitch = 1.0", "languages.vi.body_pitch"),
        ("from_aspect = [0, 1]", "from_aspect = [9, 1]", "layouts"),
        ("[layouts.templates.clip.", "[layouts.templates.film.", "templates.clip"),
        ("media = [0, 0, 320, 128]", "", "gallery.regions.media"),
        ("media = [0, 0, 320, 128]", "media = [0, 0, 320, 129]", "regions.media"),
        ("long_title = {", "tall_title = {", "type.long_title"),
        ("legible_px = {", "leg_px = {", "layouts.0.legible_px"),
    ],
)
def test_what_is_wrong_in_a_theme_is_named(folder: Path, old: str, new: str, key: str):
    edit(folder / "theme.toml", old, new)

    with pytest.raises(ThemeError) as refusal:
        read_theme(folder)

    assert str(folder / "theme.toml") in refusal.value.where
    assert key in refusal.value.where
    assert str(refusal.value)
    assert refusal.value.todo


def test_a_theme_that_is_no_toml_is_refused(folder: Path):
    edit(folder / "theme.toml", "[colours]", "[colours")

    with pytest.raises(ThemeError, match=r"theme\.toml"):
        read_theme(folder)
