"""Where terms stand in a text."""

import unicodedata

import pytest

from hub.terms.matching import composed, contains, find_terms


def names(text: str, *terms: str) -> list[str]:
    return [found.term for found in find_terms(text, terms)]


def test_the_longest_term_wins_over_one_that_lies_in_it():
    text = "Cửa khẩu quốc tế Lào Cai mở cửa khẩu phụ."

    found = names(text, "cửa khẩu", "cửa khẩu quốc tế Lào Cai", "Lào Cai")

    assert found == ["cửa khẩu quốc tế Lào Cai", "cửa khẩu"]


def test_the_longest_wins_though_a_shorter_one_begins_before_it():
    assert names("một hai ba bốn", "một hai", "hai ba bốn") == ["hai ba bốn"]


def test_terms_are_told_by_their_places():
    text = "Đi Sa Pa."

    (found,) = find_terms(text, ["Sa Pa"])

    assert composed(text)[found.start : found.end] == "Sa Pa"


@pytest.mark.parametrize(
    "text", ["CỬA KHẨU", "Cửa Khẩu", "cửa  khẩu", "cửa\nkhẩu", "“cửa khẩu”,"]
)
def test_capitals_spaces_and_what_stands_around_do_not_matter(text: str):
    assert names(text, "cửa khẩu") == ["cửa khẩu"]


def test_how_letters_with_marks_are_stored_does_not_matter():
    apart = unicodedata.normalize("NFD", "Sở Ngoại vụ")

    assert names(f"Theo {apart}.", "Sở Ngoại vụ") == ["Sở Ngoại vụ"]
    assert names("Theo Sở Ngoại vụ.", apart) == [apart]


def test_kinds_of_dash_are_alike():
    assert names("Đài Phát thanh – Truyền hình", "Phát thanh - Truyền hình")


@pytest.mark.parametrize("text", ["cua khau", "cứa khẩu", "cửa khẩup", "xcửa khẩu"])
def test_other_marks_or_parts_of_words_are_not_the_term(text: str):
    assert names(text, "cửa khẩu") == []


def test_chinese_stands_without_spaces_around_it():
    assert names("从老街国际口岸入境", "口岸", "老街国际口岸") == ["老街国际口岸"]


@pytest.mark.parametrize("term", ["", "  "])
def test_an_empty_term_stands_nowhere(term: str):
    assert names("văn bản", term) == []


def test_english_may_put_a_term_in_the_plural_and_other_languages_may_not():
    assert contains("Two border gates", "border gate", "en")
    assert not contains("Two border gates", "border gate", "vi")
    assert not contains("A border gateway", "border gate", "en")


def test_signs_in_a_term_are_only_signs():
    assert names("Mẫu (1.9) và a+b", "(1.9)", "a+b") == ["(1.9)", "a+b"]
