"""What is typed and what is kept meet, however either was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.lib.folding import fold, index_words, is_found, query_words

WORDS = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1
).map(" ".join)
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hà Nội", "ha noi"),
        ("HÀ NỘI", "ha noi"),
        (unicodedata.normalize("NFD", "Hà Nội"), "ha noi"),
        ("Đường sắt", "duong sat"),
        ("Ðường sắt", "duong sat"),  # the Icelandic letter, as old keyboards gave it
        ("Ɖồng Đăng", "dong dang"),
        ("ĐƯỜNG SẮT", "duong sat"),
        ("ưỡng ẵm ợ ỹ", "uong am o y"),
        ("ＬＥＤ　Ｐ５", "led p5"),
        ("mềm\u00admại", "memmai"),  # a soft hyphen
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("河内市", "河内市"),
        ("Sa Pa’s", "sa pa’s"),
        ("", ""),
    ],
)
def test_letters_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "asked", "kept"),
    [
        ("Hà Nội", ["ha", "noi"], ["ha", "noi"]),
        ("河", ["河"], ["河"]),
        ("河内", ["河内"], ["河内", "河", "内"]),
        ("河内市", ["河内", "内市"], ["河内", "内市", "河", "内", "市"]),
        ("P5显示屏", ["p5", "显示", "示屏"], ["p5", "显示", "示屏", "显", "示", "屏"]),
        ("河内。北河", ["河内", "北河"], ["河内", "北河", "河", "内", "北", "河"]),
        ("QĐ 32/2024", ["qd", "32", "2024"], ["qd", "32", "2024"]),
        ("a_b-c", ["a", "b", "c"], ["a", "b", "c"]),
        ("!?…", [], []),
        ("", [], []),
    ],
)
def test_texts_come_to_words(text: str, asked: list[str], kept: list[str]) -> None:
    assert (query_words(text), index_words(text)) == (asked, kept)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("ha noi", "Hà Nội ngày về", True),
        ("noi ha", "Hà Nội", True),  # in any order, as Wagtail's own
        ("ha no", "Hà Nội", True),  # the last word is being typed
        ("h noi", "Hà Nội", False),
        ("内", "河内市", True),
        ("内市", "河内市", True),
        ("河市", "河内市", False),
        ("河内市场", "河内市", False),
        ("", "Hà Nội", False),
        ("!!", "Hà Nội", False),
    ],
)
def test_a_text_is_found_by_its_words(query: str, text: str, found: bool) -> None:
    assert is_found(query, text) is found


@given(st.text())
def test_it_does_not_matter_how_letters_are_composed(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC")}

    assert forms == {fold(text)}


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_folded_and_hold_no_blank(text: str) -> None:
    for word in index_words(text):
        assert word
        assert not word.isspace()
        assert query_words(word)


@given(before=st.text(), query=WORDS, after=st.text())
def test_what_a_text_contains_is_found_in_it(
    before: str, query: str, after: str
) -> None:
    text = f"{before} {query} {after}"

    assert set(query_words(query)) <= set(index_words(text))


@given(before=CHINESE, query=CHINESE, after=CHINESE)
def test_chinese_is_found_anywhere_in_a_run(
    before: str, query: str, after: str
) -> None:
    assert set(query_words(query)) <= set(index_words(before + query + after))
    assert is_found(query, before + query + after)
