"""The sample items on the demo province's faces, measured as they are drawn."""

from collections.abc import Iterator
from functools import partial

import pytest

from renderer.layouts import Rect, Size
from renderer.themes import Theme
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import Words, measure
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page, fit
from renderer.typesetting.words import clean_words
from tests.renderer.typesetting.samples import FACES, Sample, samples

NOT_FIRST = "，。！？；：、）》”’"
NOT_LAST = "（《“‘"


@pytest.fixture(scope="module", params=FACES, ids=str)
def fitted(request: pytest.FixtureRequest, theme: Theme) -> list[tuple[Face, Page]]:
    """Every page of every sample on one face."""
    return [
        (face, page)
        for sample in samples()
        for face, page in _pages(theme, sample, request.param)
    ]


def _pages(theme: Theme, sample: Sample, size: Size) -> Iterator[tuple[Face, Page]]:
    face = Face(theme, sample.template, size, sample.words.language)
    for page in fit(face, clean_words(sample.words), partial(measure, theme)):
        yield face, page


def _region_of(face: Face, line: Line) -> Rect:
    own = "title" if line.role == "long_title" else line.role
    region = face.region(own, "text")
    assert region is not None
    return region


def test_there_are_14_items_in_three_languages():
    assert len(samples()) == 42


def test_every_line_is_as_wide_as_was_reckoned(
    theme: Theme, fitted: list[tuple[Face, Page]]
):
    lines = [(face, line) for face, page in fitted for line in page.lines]
    words = [Words(line.text, line.language, line.weight) for _, line in lines]

    widths = measure(theme, words)

    for (face, line), width in zip(lines, widths, strict=True):
        assert line.left + width * line.size <= _region_of(face, line).right + 0.5


def test_no_page_has_more_than_six_lines_of_text(fitted: list[tuple[Face, Page]]):
    for _, page in fitted:
        assert sum(line.role == "body" for line in page.lines) <= 6


def test_titles_and_texts_are_large(fitted: list[tuple[Face, Page]]):
    for face, page in fitted:
        least_title = 48 if face.size.height >= 480 else 28
        least_body = 32 if face.size.height >= 480 else 28
        for line in page.lines:
            if line.role == "title":
                assert line.size >= least_title
            if line.role == "body":
                assert line.size >= least_body


def test_letters_do_not_leave_the_face(fitted: list[tuple[Face, Page]]):
    # The tallest stack of marks stands 1.16 font sizes above the baseline, the lowest
    # dot 0.27 below it.
    for face, page in fitted:
        for line in page.lines:
            assert line.baseline - 0.96 * line.size >= 0
            assert line.baseline + 0.27 * line.size <= face.size.height


def test_no_chinese_line_begins_with_a_comma_or_ends_with_a_bracket(
    fitted: list[tuple[Face, Page]],
):
    for _, page in fitted:
        for line in page.lines:
            assert line.text[0] not in NOT_FIRST
            assert line.text[-1] not in NOT_LAST


def test_pages_of_an_item_are_balanced(fitted: list[tuple[Face, Page]]):
    for face, page in fitted:
        if face.template in {"story", "notice"}:
            least = 8 if face.language == "zh-hans" else 20
            assert page.character_count >= least
