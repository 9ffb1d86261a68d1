"""Texts are cut where lines and pages may end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.typesetting.binding import bind, loosened
from renderer.typesetting.breaks import Strength, cut

PHRASES = (
    "2026年11月",
    "2026年11月24日",
    "8时30分",
    "98.5%",
    "70公里",
    "3147.3米",
    "第12届",
    "Mường Hoa",
    "老街",
    "番西邦峰",
    "黄连山脉",
    "《边境人》",
    "“好地方”",
    "高速公路",
)
NOT_FIRST = "，。！？；：、”’）》」』…"
NOT_LAST = "“‘（《「『"


def texts_of(text: str) -> list[str]:
    return [piece.text for piece in cut(text)]


@given(st.text("ab1.,;–“”（），。、年公老街 \n\u00a0\u2060", max_size=60))
def test_nothing_is_lost_by_cutting(text: str):
    assert "".join(texts_of(text)) == text.lstrip(" \n")


def test_words_are_pieces():
    assert texts_of("Chợ phiên Bắc Hà.") == ["Chợ ", "phiên ", "Bắc ", "Hà."]


def test_chinese_is_cut_between_characters_but_not_before_what_clings():
    assert texts_of("老街（越南）与，“好”") == [
        "老",
        "街",
        "（越",
        "南）",
        "与，",
        "“好”",
    ]


@given(st.text("老街与河北，。“”（）《》、：！…— 2013年abc\n", max_size=40))
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str):
    pieces = texts_of(bind(f"老{text}街", "zh"))

    for before, after in pairwise(pieces):
        if not before.endswith("\n"):
            assert after[0] not in NOT_FIRST
            assert before.rstrip(" ")[-1] not in NOT_LAST


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8))
def test_no_number_date_name_or_latin_word_inside_chinese_is_parted(
    phrases: list[str],
):
    pieces = [loosened(piece) for piece in texts_of(bind("，".join(phrases), "zh"))]

    for phrase in set(phrases):
        assert any(phrase in piece for piece in pieces)


@pytest.mark.parametrize("text", ["于1914年建", "距70公里远", "在Mường Hoa谷"])
def test_numbers_and_names_inside_chinese_stay_whole(text: str):
    pieces = texts_of(bind(text, "zh"))

    assert len(pieces) == 3


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("Một. Hai", [Strength.SENTENCE, Strength.PARAGRAPH]),
        ("một, hai", [Strength.CLAUSE, Strength.PARAGRAPH]),
        ("một hai", [Strength.WORD, Strength.PARAGRAPH]),
        ("một và hai", [Strength.PHRASE, Strength.WORD, Strength.PARAGRAPH]),
        ("một\n\nhai", [Strength.PARAGRAPH, Strength.PARAGRAPH]),
        ("một\nhai", [Strength.SENTENCE, Strength.PARAGRAPH]),
        ("v.v. và", [Strength.CLAUSE, Strength.PARAGRAPH]),
        ("TP. Lào", [Strength.WORD, Strength.PARAGRAPH]),
        ("“Hay.” Tốt", [Strength.SENTENCE, Strength.PARAGRAPH]),
        ("Tý\u00a0– vùng", [Strength.CLAUSE, Strength.PARAGRAPH]),
        ("Cai\u00a0– Hà", [Strength.WORD, Strength.PARAGRAPH]),
        ("好。是", [Strength.SENTENCE, Strength.PARAGRAPH]),
        ("好，是", [Strength.CLAUSE, Strength.PARAGRAPH]),
        ("好与是", [Strength.PHRASE, Strength.WORD, Strength.PARAGRAPH]),
    ],
)
def test_ends_are_weighed(text: str, strengths: list[Strength]):
    assert [piece.strength for piece in cut(text)] == strengths


def test_nothing_is_cut_into_nothing():
    assert cut("") == ()
