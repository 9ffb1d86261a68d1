"""Lines are few, even, and never wider than they may be."""

from hypothesis import given
from hypothesis import strategies as st

from renderer.typesetting.breaks import Strength, cut
from renderer.typesetting.lines import (
    Part,
    even_paragraphs,
    height_in_lines,
    line_width,
)
from tests.renderer.typesetting.measuring import part_of, parts_of

WORDS = st.lists(st.text("abcđê", min_size=1, max_size=7), min_size=1, max_size=30)


def lines_of(text: str, width: float, *, is_title: bool = False) -> list[str]:
    paragraphs, _ = even_paragraphs(parts_of(cut(text)), width, is_title=is_title)
    return [line for paragraph in paragraphs for line in paragraph]


@given(WORDS, st.integers(4, 20))
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(
    words: list[str], width: int
):
    lines = lines_of(" ".join(words), width)

    assert " ".join(lines) == " ".join(words)
    assert all(line_width([part_of(line)]) <= width for line in lines)


@given(WORDS, st.integers(4, 20))
def test_there_are_no_more_lines_than_needed(words: list[str], width: int):
    text = " ".join(words)

    assert len(lines_of(text, width)) == height_in_lines(parts_of(cut(text)), width)


def test_no_word_stands_alone_at_the_end():
    lines = lines_of("mot hai ba bon nam sau bay tam chin", width=16)

    assert lines == ["mot hai ba bon nam sau", "bay tam chin"]


def test_the_lines_of_a_title_are_even():
    text = "Ga Lao Cai va cac tuyen duong sat"

    lines = lines_of(text, width=14, is_title=True)

    assert lines == ["Ga Lao Cai va cac", "tuyen duong sat"]


def test_a_title_is_parted_after_its_dash():
    lines = lines_of("老街——互联互通的门户", width=8, is_title=True)

    assert lines == ["老街——", "互联互通的门户"]


def test_line_ends_of_the_author_stay_and_paragraphs_are_apart():
    parts = parts_of(cut("mot\nhai\n\nba"))

    paragraphs, _ = even_paragraphs(parts, width=20)

    assert paragraphs == (("mot", "hai"), ("ba",))
    assert height_in_lines(parts, width=20) == 3.5


def test_a_comma_at_the_end_of_a_line_takes_half_its_square():
    comma = Part("南，", Strength.CLAUSE, width=2.0, last_width=1.5)
    parts = [part_of("越"), comma, part_of("北")]

    paragraphs, _ = even_paragraphs(parts, width=2.55)

    assert paragraphs == (("越南，", "北"),)
