"""Urgent messages and the safe slate, set on faces of every shape in every variant."""

from pathlib import Path

import numpy as np
import pytest

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size
from renderer.legibility import letter_heights
from renderer.themes import Theme, read_theme
from renderer.themes.contrast import contrast_of
from renderer.themes.words import LEVELS
from renderer.typesetting import Slide, SlideWords, set_words, typeset_slides
from renderer.typesetting.binding import loosened
from renderer.typesetting.fitting import Page
from tests.renderer.themes_on_disk import ALL_THEMES
from tests.renderer.urgent_samples import LANGUAGES, SAMPLES

SIZES = [
    Size(768, 384),
    Size(960, 480),
    Size(960, 600),
    Size(480, 960),
    Size(1024, 128),
    Size(1280, 360),
    Size(320, 160),
]
LEGIBLE_AT_30_M = letter_heights(30.0, pitch_mm=10.0)
themes = pytest.mark.parametrize("folder", ALL_THEMES, ids=lambda path: path.name)
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s.width}x{s.height}")


def words_of(name: str, language: str) -> SlideWords:
    said = SAMPLES[name][language]
    return SlideWords(language, said["title"], said["body"])


def pages_of(theme: Theme, template: str, size: Size, words: SlideWords) -> list[Page]:
    decided = set_words(
        theme, template, size, words, LEGIBLE_AT_30_M, has_picture=False
    )
    return list(decided.pages)


@themes
@sizes
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_of_the_province_fits_every_shape(
    folder: Path, size: Size, language: str
):
    theme = read_theme(folder)

    for name, sample in SAMPLES.items():
        for template in ("urgent", "urgent_drill"):
            level = f"{sample['level']}:{template}"
            pages = pages_of(theme, level, size, words_of(name, language))
            said = "".join(line.text for page in pages for line in page.lines)
            assert len(pages) <= 6
            assert letters_of(sample[language]["body"]) <= letters_of(said)


def letters_of(text: str) -> set[str]:
    return {letter for letter in text if letter.isalnum()}


@themes
@sizes
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_drill_says_in_all_languages_that_it_is_one(
    folder: Path, size: Size, language: str
):
    words = words_of("tam-ngung-hien-thi", language)
    pages = pages_of(read_theme(folder), "normal:urgent_drill", size, words)

    for page in pages:
        said = [loosened(ln.text) for ln in page.lines if ln.role == "drill"]
        assert said == ["DIỄN TẬP", "DRILL", "演练"]


@themes
def test_a_message_that_is_no_drill_does_not_say_so(folder: Path):
    words = words_of("sat-lo-ql4d", "vi")
    pages = pages_of(read_theme(folder), "critical:urgent", Size(960, 480), words)

    assert not [line for page in pages for line in page.lines if line.role == "drill"]


@themes
def test_a_face_too_narrow_for_all_languages_says_drill_in_its_own(folder: Path):
    words = words_of("chay-rung", "en")
    pages = pages_of(read_theme(folder), "high:urgent_drill", Size(160, 320), words)

    bands = [[ln.text for ln in page.lines if ln.role == "drill"] for page in pages]
    assert bands == [["DRILL"]] * len(pages)


@themes
def test_a_drill_that_could_not_say_so_is_refused(folder: Path):
    far = letter_heights(200.0, pitch_mm=5.0)

    with pytest.raises(TypesettingError):
        set_words(
            read_theme(folder),
            "high:urgent_drill",
            Size(320, 160),
            SlideWords("vi", "A", "B"),
            far,
            has_picture=False,
        )


@themes
@pytest.mark.parametrize("variant", ["day", "night"])
def test_levels_differ_at_a_glance(folder: Path, variant: str):
    theme = read_theme(folder, variant)
    words = words_of("chay-rung", "vi")

    seen = {
        level: mean_colour(
            typeset_slides(theme, f"{level}:urgent", Size(960, 480), words)[0],
            theme.region("urgent", Size(960, 480), "header"),
        )
        for level in LEVELS
    }

    for one in LEVELS:
        for other in LEVELS:
            if one < other:
                assert np.abs(seen[one] - seen[other]).max() > 60


def mean_colour(slide: Slide, region: Rect) -> np.ndarray:
    part = slide.pixels[region.y : region.bottom, region.x : region.right]
    return part.reshape(-1, 3).astype(int).mean(axis=0)


@themes
@pytest.mark.parametrize("variant", ["day", "night"])
def test_urgent_words_stand_out_more_than_others_must(folder: Path, variant: str):
    file = read_theme(folder, variant).file

    for level in LEVELS:
        for role in ("title", "run", "body"):
            ink, ground = file.inks[f"{level}_{role}"]
            contrast = contrast_of(file.colours[ink], file.colours[ground])
            assert contrast >= 5.5, (level, role)


@themes
@sizes
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slate_says_what_the_place_is_called(
    folder: Path, size: Size, language: str
):
    names = {
        "vi": "Cụm thông tin Sa Pa",
        "en": "Sa Pa cluster",
        "zh-hans": "沙巴发布点",
    }
    words = SlideWords(language, names[language])

    (page,) = pages_of(read_theme(folder), "slate", size, words)

    said = " ".join(loosened(ln.text) for ln in page.lines if "title" in ln.role)
    assert said == names[language]


@pytest.mark.parametrize("name", ["", "🎉", "Tên" * 100], ids=["none", "glyph", "long"])
@themes
def test_a_slate_refuses_nothing(folder: Path, name: str):
    theme = read_theme(folder)

    for size in SIZES:
        (page,) = pages_of(theme, "slate", size, SlideWords("vi", name))
        assert loosened(page.lines[0].text) == "Tỉnh Lào Cai"
