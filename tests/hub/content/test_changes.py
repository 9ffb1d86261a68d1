"""What changed between two versions of a text."""

import unicodedata

import pytest

from hub.content.changes import ChangedParagraph, Kind, Piece, find_changes, same_words


def same(text: str) -> Piece:
    return Piece(Kind.SAME, text)


def removed(text: str) -> Piece:
    return Piece(Kind.REMOVED, text)


def added(text: str) -> Piece:
    return Piece(Kind.ADDED, text)


def test_a_changed_word_is_marked_on_both_sides_and_its_neighbours_are_not():
    (paragraph,) = find_changes("Chợ họp sáng Chủ nhật", "Chợ họp sáng thứ bảy")

    assert paragraph == ChangedParagraph(
        (same("Chợ họp sáng"), removed("Chủ nhật")),
        (same("Chợ họp sáng"), added("thứ bảy")),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("lửa", "lữa"), ("Mường", "mường"), ("nước đổ", "nước độ"), ("km 70", "km 75")],
)
def test_one_mark_letter_or_figure_is_a_change(before: str, after: str):
    assert not same_words(before, after)
    assert find_changes(before, after)[0].before[-1].kind is Kind.REMOVED


@pytest.mark.parametrize("text", ["Đường Nguyễn Huệ", "Ựa Ễnh ừ ặ", "Thề Pả"])
def test_how_stacked_marks_are_stored_is_no_change(text: str):
    apart = unicodedata.normalize("NFD", text)

    assert apart != text
    assert same_words(apart, text)
    assert find_changes(apart, text) == (
        ChangedParagraph((same(text),), (same(text),)),
    )


def test_spaces_and_ends_of_lines_are_no_change():
    assert same_words("Chợ  phiên\r\nBắc Hà ", "Chợ phiên Bắc Hà")


def test_a_new_paragraph_stands_beside_nothing():
    changes = find_changes("Một.\n\nHai.", "Một.\n\nXin giữ gìn.\n\nHai.")

    assert changes == (
        ChangedParagraph((same("Một."),), (same("Một."),)),
        ChangedParagraph((), (added("Xin giữ gìn."),)),
        ChangedParagraph((same("Hai."),), (same("Hai."),)),
    )


def test_a_paragraph_that_went_stands_beside_nothing():
    _, gone = find_changes("Một.\n\nHai ba.", "Một.")

    assert gone == ChangedParagraph((removed("Hai ba."),), ())


def test_paragraphs_that_have_nothing_in_common_are_not_set_beside_each_other():
    changes = find_changes("Mở cửa lúc bảy giờ.", "Vé: 50.000 đồng.")

    assert changes == (
        ChangedParagraph((removed("Mở cửa lúc bảy giờ."),), ()),
        ChangedParagraph((), (added("Vé: 50.000 đồng."),)),
    )


@pytest.mark.parametrize(("before", "after"), [("", ""), (" \n\n ", "")])
def test_of_nothing_nothing_changed(before: str, after: str):
    assert find_changes(before, after) == ()


def test_all_of_a_new_text_is_new():
    assert find_changes("", "Chào mừng") == (
        ChangedParagraph((), (added("Chào mừng"),)),
    )
