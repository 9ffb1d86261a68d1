"""Texts are shared out among pages that read well by themselves."""

from hypothesis import given
from hypothesis import strategies as st

from renderer.typesetting.breaks import cut
from renderer.typesetting.paging import Box, Paging, share_out
from tests.renderer.typesetting.measuring import parts_of

SENTENCES = st.lists(
    st.lists(st.text("abcđê,", min_size=1, max_size=7), min_size=1, max_size=12),
    min_size=1,
    max_size=8,
)


def shared(text: str, *boxes: Box) -> Paging:
    paging = share_out(parts_of(cut(text)), boxes)
    assert paging is not None
    return paging


def pages_of(paging: Paging) -> list[str]:
    return [
        " ".join(line for paragraph in page for line in paragraph)
        for page in paging.pages
    ]


@given(SENTENCES, st.integers(4, 12), st.integers(1, 5))
def test_every_word_is_on_one_page_and_every_page_fits(
    sentences: list[list[str]], width: int, height: int
):
    text = " ".join(" ".join(words).capitalize() + "." for words in sentences)

    paging = shared(text, Box(32, width, height))

    assert " ".join(pages_of(paging)) == text
    for page in paging.pages:
        lines = [line for paragraph in page for line in paragraph]
        assert 0 < len(lines) <= height
        assert all(len(line) / 2 <= width for line in lines)


def test_pages_end_with_sentences_where_they_can():
    text = "Mot hai ba bon nam sau. Bay tam chin muoi. Moi mot moi hai moi ba."

    paging = shared(text, Box(32, width_em=12, height_lines=2))

    assert pages_of(paging) == [
        "Mot hai ba bon nam sau.",
        "Bay tam chin muoi. Moi mot moi hai moi ba.",
    ]


def test_a_long_sentence_ends_its_page_with_a_clause():
    text = "mot hai ba bon nam sau bay tam, chin muoi mot hai ba bon nam."

    paging = shared(text, Box(32, width_em=9, height_lines=2))

    assert pages_of(paging) == [
        "mot hai ba bon nam sau bay tam,",
        "chin muoi mot hai ba bon nam.",
    ]


def test_no_page_is_left_with_two_words():
    text = "mot hai ba bon nam sau bay tam chin muoi mot hai ba bon, nam sau."

    paging = shared(text, Box(32, width_em=15, height_lines=2))

    lengths = [len(page) for page in pages_of(paging)]
    assert len(lengths) == 2
    assert min(lengths) > 20


def test_letters_are_as_large_as_the_number_of_pages_allows():
    text = "Mot hai ba. Bon nam sau."
    boxes = [Box(48, 8, 1), Box(40, 9, 2), Box(32, 12, 2)]

    assert shared(text, *boxes[1:]).size_px == 40
    assert pages_of(shared(text, *boxes)) == ["Mot hai ba.", "Bon nam sau."]


def test_a_paragraph_begins_a_page_rather_than_ends_one():
    text = "Mot hai ba bon nam.\n\nSau bay tam chin muoi."

    paging = shared(text, Box(32, width_em=12, height_lines=2))

    assert pages_of(paging) == ["Mot hai ba bon nam.", "Sau bay tam chin muoi."]


def test_words_that_fit_no_box_are_not_shared_out():
    assert share_out(parts_of(cut("mot haibabonnam")), [Box(32, 4, 3)]) is None


def test_no_words_are_one_empty_page():
    assert share_out((), [Box(40, 9, 2), Box(32, 12, 2)]) == Paging(32, ((),))
