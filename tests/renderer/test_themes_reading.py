"""A theme is read whole, or refused with file, key, reason and way out."""

from pathlib import Path

import pytest
from PIL import Image

from renderer.errors import ThemeError
from renderer.messages import told_in
from renderer.themes import read_theme, theme_faults
from tests.renderer.themes_on_disk import (
    ALL_THEMES,
    HOUSE_THEME,
    copy_of_house_theme,
    edit,
)

LOGO = '[pictures]\nlogo = "logo.png"\n\n[variants.night.colours]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_house_theme(tmp_path)


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda path: path.name)
def test_the_themes_of_the_repository_are_whole(theme: Path):
    assert theme_faults(theme) == ()
    assert set(read_theme(theme).file.languages) == {"vi", "en", "zh-hans"}


def test_a_copy_of_a_theme_has_the_same_digest(folder: Path):
    assert read_theme(folder).digest == read_theme(HOUSE_THEME).digest


@pytest.mark.parametrize("name", ["slide.typ", "ornament.typ"])
def test_a_changed_template_gives_another_digest(folder: Path, name: str):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert read_theme(folder).digest != read_theme(HOUSE_THEME).digest


def test_a_changed_colour_gives_another_digest(folder: Path):
    edit(folder / "theme.toml", 'cloth = "#14245a"', 'cloth = "#14245b"')

    assert read_theme(folder).digest != read_theme(HOUSE_THEME).digest


def test_a_comment_leaves_the_digest_as_it_is(folder: Path):
    edit(folder / "theme.toml", "[colours]", "# by the sea\n[colours]")

    assert read_theme(folder).digest == read_theme(HOUSE_THEME).digest


def test_another_name_leaves_the_digest_as_it_is(folder: Path):
    edit(folder / "theme.toml", "Bản sắc Lào Cai", "Sắc màu Lào Cai")

    assert read_theme(folder).digest == read_theme(HOUSE_THEME).digest


def test_a_changed_night_leaves_the_day_s_digest_as_it_is(folder: Path):
    edit(folder / "theme.toml", 'cloth = "#0b1434"', 'cloth = "#0a1333"')

    assert read_theme(folder).digest == read_theme(HOUSE_THEME).digest
    assert read_theme(folder, "night").digest != read_theme(HOUSE_THEME, "night").digest


def test_night_says_only_what_is_otherwise_than_by_day():
    day, night = read_theme(HOUSE_THEME).file, read_theme(HOUSE_THEME, "night").file

    assert night.colours["cloth"] != day.colours["cloth"]
    assert night.layouts == day.layouts
    assert night.inks == day.inks


def test_a_variant_that_a_theme_lacks_is_refused_with_those_it_has():
    with pytest.raises(ThemeError) as refusal:
        read_theme(HOUSE_THEME, "dusk")

    assert "variants.dusk" in refusal.value.where
    assert "day, night" in str(refusal.value)


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


WRONG = [
    ('night = "#0c1738"', 'night = "dark"', "colours.night", "pattern"),
    ('body = ["cream", "cloth"]', 'body = ["rose", "cloth"]', "inks.body", "4.5"),
    ('body = ["cream", "cloth"]', 'body = ["milk", "cloth"]', "inks.body", "milk"),
    ('body = ["cream", "cloth"]', "", "inks.body", "missing"),
    ('cream = "#d8cfbd"', 'cream = "#3a3a3a"', "variants.night.inks.body", "4.5"),
    ('cream = "#d8cfbd"', 'cream = "#ffffff"', "night.colours.cream", "brighter"),
    ('cream = "#d8cfbd"', 'milk = "#d8cfbd"', "night.colours.milk", "milk"),
    ("[variants.night.colours]", "[variants.eve.colours]", "variants.night", "missing"),
    ('"fontpkg_be_vietnam_pro"', '"fontpkg_lost"', "Be Vietnam Pro", "not installed"),
    ('folder = "files"', 'folder = "none"', "Be Vietnam Pro", "no font file"),
    ('family = "Be Vietnam Pro"', 'family = "Be Vie"', "fonts[Be Vie]", "family"),
    ('["Be Vietnam Pro", "Noto', '["Comic", "Noto', "languages.vi.fonts", "Comic"),
    ("body_pitch = 1.40", "body_pitch = 1.0", "languages.vi.body_pitch", "1.3"),
    ("from_aspect = [0, 1]", "from_aspect = [9, 1]", "layouts", "longest"),
    ("least = [512, 96]", "least = [2048, 96]", "layouts.strip.sheet", "not get"),
    ("sheet = [1024, 128]", "sheet = [128, 1024]", "layouts.strip.sheet", "not get"),
    ('name = "banner"', 'name = "strip"', "layouts.strip", "name"),
    ("[layouts.templates.clip.", "[layouts.templates.film.", "templates.clip", "miss"),
    ("[layouts.templates.story_plain", "[layouts.templates.tale", "s.tale", "tale"),
    ("media = [0, 0, 320, 128]", "", "gallery.regions", "media+"),
    ("media = [0, 0, 320, 128]", "media = [0, 0, 320, 129]", "regions.media", "outs"),
    ("media = [0, 0, 320, 128]", "media = [0, 0, 322, 128]", "s.media", "overlaps hem"),
    ("pages = [1008,", "paegs = [1008,", "regions.paegs", "paegs"),
    ("long_title = {", "tall_title = {", "type.long_title", "missing"),
    (
        "sizes = [44, 40, 36, 34, 32, 30]",
        "sizes = [30, 32, 34, 36, 40, 44]",
        "type.title.sizes",
        "largest",
    ),
    ("legible_px = {", "leg_px = {", "layouts.0.legible_px", "required"),
    ("[variants.night.colours]", LOGO, "pictures.logo", "no file logo.png"),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), WRONG)
def test_what_is_wrong_in_a_theme_is_named(
    folder: Path, old: str, new: str, key: str, reason: str
):
    edit(folder / "theme.toml", old, new)

    faults = theme_faults(folder)

    named = [fault for fault in faults if key in fault.where]
    assert any(reason in str(fault) for fault in named)
    assert all(fault.where.startswith(f"{folder}/") for fault in faults)
    assert all(told_in("vi", fault).todo for fault in faults)
    with pytest.raises(ThemeError):
        read_theme(folder)


def test_all_that_is_wrong_is_told_at_once(folder: Path):
    for old, new in (
        ('body = ["cream", "cloth"]', 'body = ["rose", "cloth"]'),
        ("media = [0, 0, 320, 128]", "media = [0, 0, 320, 129]"),
        ('folder = "files"', 'folder = "none"'),
    ):
        edit(folder / "theme.toml", old, new)

    told = "\n".join(map(str, theme_faults(folder)))

    for key in ("inks.body", "gallery.regions.media", "fonts[Be Vietnam Pro]"):
        assert key in told


def test_a_theme_that_is_no_toml_is_refused(folder: Path):
    edit(folder / "theme.toml", "[colours]", "[colours")

    with pytest.raises(ThemeError, match=r"theme\.toml"):
        read_theme(folder)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("#let x = colours.saffron", "ornament.typ: colours.saffron"),
        ("#let x = inks.headline", "ornament.typ: inks.headline"),
        ('#let x = toml("theme.toml")', "ornament.typ"),
    ],
)
def test_a_template_that_asks_for_what_the_theme_does_not_say_is_named(
    folder: Path, asked: str, place: str
):
    with (folder / "ornament.typ").open("a", encoding="utf-8") as file:
        file.write(f"\n{asked}\n")

    with pytest.raises(ThemeError) as refusal:
        read_theme(folder)

    assert refusal.value.where.endswith(place)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("logo.png", b"no picture", "cannot identify"),
        ("logo.svg", b"<svg", "unclosed"),
        ("logo.svg", b'<!DOCTYPE a [<!ENTITY b "c">]><svg/>', "entities"),
        ("logo.svg", b"<html/>", "<html>"),
        ("logo.svg", b"<svg>" + b" " * 2_000_000 + b"</svg>", "2000011 bytes"),
        ("../logo.svg", b"<svg/>", "outside the theme"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(
    folder: Path, name: str, content: bytes, reason: str
):
    (folder / name).write_bytes(content)
    said = LOGO.replace("logo.png", name)
    edit(folder / "theme.toml", "[variants.night.colours]", said)

    with pytest.raises(ThemeError) as refusal:
        read_theme(folder)

    assert "pictures.logo" in refusal.value.where
    assert reason in str(refusal.value)


def test_a_logo_of_too_many_pixels_is_refused(folder: Path):
    Image.new("1", (6000, 6000)).save(folder / "logo.png")
    edit(folder / "theme.toml", "[variants.night.colours]", LOGO)

    with pytest.raises(ThemeError, match="6000×6000"):
        read_theme(folder)
