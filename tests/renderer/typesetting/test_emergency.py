"""What is wider than a line is parted as mildly as possible."""

from renderer.typesetting.binding import bind
from renderer.typesetting.breaks import Piece, Strength
from renderer.typesetting.emergency import parted


def texts_of(text: str) -> list[str]:
    return [piece.text for piece in parted(Piece(text, Strength.CLAUSE))]


def test_what_was_bound_is_let_go_first():
    assert texts_of("Mường\u00a0Khương ") == ["Mường ", "Khương "]


def test_what_was_bound_loosely_is_let_go_before_the_rest():
    assert texts_of(bind("2025年12月19日", "zh")) == [
        "2025\u2060年",
        "12\u2060月\u206019\u2060日",
    ]
    assert texts_of(bind("国家公园", "zh")) == ["国\u2060家", "公\u2060园"]


def test_an_address_is_parted_after_its_separators():
    assert texts_of("laocai.vn/tin-tuc?so=1 ") == [
        "laocai.",
        "vn/",
        "tin-",
        "tuc?",
        "so=",
        "1 ",
    ]


def test_a_word_without_end_is_parted_anywhere():
    assert texts_of("aaaa, ") == ["a", "a", "a", "a", ", "]


def test_a_single_letter_stays():
    assert texts_of("W") == ["W"]


def test_the_last_part_ends_as_the_whole_did():
    strengths = [piece.strength for piece in parted(Piece("a/b,", Strength.CLAUSE))]

    assert strengths == [Strength.WORD, Strength.CLAUSE]
