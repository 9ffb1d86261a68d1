"""Finished pages, as typst draws them."""

from dataclasses import replace

import numpy as np
import pytest

from renderer.errors import ThemeError, TypesettingError
from renderer.layouts import Size
from renderer.legibility import UNKNOWN_DISTANCE
from renderer.themes import Theme, read_theme
from renderer.typesetting import (
    PreparedPicture,
    Slide,
    SlideWords,
    draw_slides,
    set_words,
    typeset_slides,
)
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.pictures import Rgb
from tests.renderer.themes_on_disk import copy_of_house_theme, edit
from tests.renderer.typesetting.samples import FACES, LANGUAGES, samples

WIDE = Size(960, 480)
WORDS = SlideWords("vi", "Chợ phiên Bắc Hà", "Chợ họp sáng Chủ nhật.", "Sở Du lịch")
MARKUP = '#panic("x") *b* $y$ [c] \\ _d_ `e` <f> @g /* h */ // i = j #let k = "l"'


def green_picture() -> PreparedPicture:
    pixels: Rgb = np.full((100, 160, 3), (0, 255, 0), np.uint8)
    return PreparedPicture(pixels)


def pixels_of(slides: tuple[Slide, ...]) -> list[bytes]:
    return [slide.pixels.tobytes() for slide in slides]


@pytest.mark.parametrize("size", [*FACES, Size(256, 64), Size(1920, 1080)], ids=str)
@pytest.mark.parametrize("template", ["story", "notice", "clip", "filler"])
def test_every_page_has_exactly_the_face_s_pixels(
    theme: Theme, size: Size, template: str
):
    for slide in typeset_slides(theme, template, size, WORDS):
        assert slide.pixels.shape == (size.height, size.width, 3)
        assert slide.pixels.dtype == np.uint8


@pytest.mark.parametrize("size", FACES, ids=str)
def test_the_picture_fills_its_region_and_no_more(theme: Theme, size: Size):
    slide = typeset_slides(theme, "story", size, WORDS, green_picture())[0]

    assert slide.media == theme.region("story", size, "media")
    green = (slide.pixels == (0, 255, 0)).all(axis=2)
    assert green.sum() == slide.media.width * slide.media.height


def test_a_story_without_a_picture_is_drawn_without_a_region_for_it(theme: Theme):
    slide = typeset_slides(theme, "story", WIDE, WORDS)[0]

    assert slide.media is None


def test_each_page_of_a_gallery_says_which_picture_it_frames(theme: Theme):
    words = SlideWords("vi", "Ruộng", agency="Sở Du lịch", captions=("Lúa chín", ""))

    slides = typeset_slides(theme, "gallery", WIDE, words)

    assert [slide.picture_index for slide in slides] == [0, 1]
    assert all(
        slide.media == theme.region("gallery", WIDE, "media") for slide in slides
    )


def test_there_is_more_to_read_on_the_first_page_by_the_title(theme: Theme):
    words = SlideWords("vi", "Chợ phiên", captions=("Lúa chín", "Lúa xanh"))

    slides = typeset_slides(theme, "gallery", WIDE, words)

    assert [slide.character_count for slide in slides] == [17, 8]


def test_words_are_never_markup(theme: Theme):
    words = SlideWords("vi", MARKUP[:40], MARKUP, MARKUP[:20])

    slides = typeset_slides(theme, "story", WIDE, words)

    assert sum(slide.character_count for slide in slides) >= len(MARKUP) * 0.9


@pytest.mark.parametrize("sign", [*'#*$[]\\_`<>@/=~-"', "--", "...", "//"])
def test_every_sign_of_markup_is_set_as_itself(theme: Theme, sign: str):
    alone, twice = measure(theme, [Words(sign, "vi", 500), Words(sign * 2, "vi", 500)])

    assert alone > 0
    assert twice == pytest.approx(2 * alone, rel=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_give_the_same_pixels(theme: Theme, language: str):
    sample = next(s for s in samples() if s.words.language == language)

    first = typeset_slides(theme, "story", WIDE, sample.words)
    typeset_slides(theme, "notice", Size(480, 960), WORDS)
    second = typeset_slides(theme, "story", WIDE, sample.words)

    assert pixels_of(first) == pixels_of(second)


def test_a_letter_without_a_font_is_refused_before_anything_is_drawn(theme: Theme):
    with pytest.raises(TypesettingError, match="U\\+1F389"):
        typeset_slides(theme, "story", WIDE, SlideWords("vi", "Vui 🎉"))


def test_a_template_that_a_theme_lacks_is_refused(theme: Theme):
    with pytest.raises(ThemeError, match="poem"):
        typeset_slides(theme, "poem", WIDE, WORDS)


def test_a_language_that_a_theme_lacks_is_refused(theme: Theme):
    with pytest.raises(ThemeError, match="languages.fr"):
        typeset_slides(theme, "story", WIDE, SlideWords("fr", "Marché"))


def test_a_fault_in_a_theme_s_typst_is_named_with_its_place(tmp_path):
    folder = copy_of_house_theme(tmp_path)
    edit(
        folder / "slide.typ",
        "#let paint-item(page) = {",
        "#let paint-item(page) = { oops()",
    )

    with pytest.raises(ThemeError) as refusal:
        typeset_slides(read_theme(folder), "story", WIDE, WORDS)

    assert "slide.typ" in str(refusal.value)
    assert "oops" in str(refusal.value)


def test_one_page_drawn_alone_is_that_page(theme: Theme):
    words = SlideWords("vi", "Chợ phiên", "Chợ họp sáng Chủ nhật hằng tuần. " * 12)
    decided = set_words(theme, "story", WIDE, words, UNKNOWN_DISTANCE, has_picture=True)

    whole = draw_slides(decided, green_picture())
    (alone,) = draw_slides(decided, green_picture(), only=1)

    assert len(whole) > 2
    assert np.array_equal(alone.pixels, whole[1].pixels)
    assert alone.character_count == whole[1].character_count
    assert decided.character_counts == tuple(s.character_count for s in whole)


def test_words_measured_once_are_not_measured_again(theme: Theme):
    words = [Words("Đo một lần thôi nhé", "vi", 500), Words("老街", "zh-hans", 500)]
    first = measure(theme, words)
    nothing = theme.file.model_copy(update={"languages": {}})
    unable_to_measure = replace(theme, file=nothing)

    assert measure(unable_to_measure, words[::-1]) == first[::-1]
    with pytest.raises(ThemeError):
        measure(unable_to_measure, [Words("Đo lần đầu", "vi", 500)])
