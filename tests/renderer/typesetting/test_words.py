"""Words are cleaned before they are set."""

import unicodedata

import pytest

from renderer.typesetting import SlideWords
from renderer.typesetting.words import clean_text, clean_words


def test_vietnamese_typed_as_letters_and_marks_becomes_whole_letters():
    text = "Thị trấn Sa Pa, đỉnh Phan Xi Păng"

    assert clean_text(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",
        "\u00ad",
        "\u202e",
        "\u2066",
        "\u2060",
        "\ufeff",
        "\ufe0f",
        "\U000e0100",
    ],
)
def test_what_cannot_be_seen_is_taken_out(hidden: str):
    assert clean_text(f"Lào{hidden} Cai") == "Lào Cai"


def test_blanks_are_one_space():
    assert clean_text("  Lào\t  Cai\u3000 2026 ") == "Lào Cai 2026"


def test_an_empty_line_parts_paragraphs_and_a_line_end_stays():
    text = "Một. \r\n \r\n\r\n Hai\nba"

    assert clean_text(text) == "Một.\n\nHai\nba"


def test_titles_captions_and_agencies_are_one_line():
    words = SlideWords("vi", "Chợ\nphiên", "a\nb", "Sở\n\nDu lịch", ("Mùa\nlúa", ""))

    cleaned = clean_words(words)

    assert cleaned == SlideWords(
        "vi", "Chợ phiên", "a\nb", "Sở Du lịch", ("Mùa lúa", "")
    )
