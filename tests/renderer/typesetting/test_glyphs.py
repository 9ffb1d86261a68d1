"""No empty box is ever shown on a wall."""

import pytest

from renderer.errors import TypesettingError
from renderer.themes import Theme
from renderer.typesetting import SlideWords
from renderer.typesetting.glyphs import check_glyphs
from tests.renderer.typesetting.samples import samples


def test_all_letters_of_the_samples_are_in_the_fonts(theme: Theme):
    for sample in samples():
        check_glyphs(theme, sample.words)


@pytest.mark.parametrize(
    ("letter", "described"),
    [
        ("🎉", "U+1F389, PARTY POPPER"),
        ("ລ", "U+0EA5, LAO LETTER LO LOOT"),
        ("\x07", "U+0007, a letter without a name"),
    ],
)
def test_a_letter_that_no_font_has_is_named(theme: Theme, letter: str, described: str):
    with pytest.raises(TypesettingError) as refusal:
        check_glyphs(theme, SlideWords("vi", "Lễ hội", f"Vui {letter}!"))

    assert refusal.value.where == "body (vi)"
    assert described in str(refusal.value)
    assert "another way" in refusal.value.todo


def test_the_caption_with_the_letter_is_named(theme: Theme):
    words = SlideWords("en", "Market", captions=("Rice", "Plums 🍑"))

    with pytest.raises(TypesettingError) as refusal:
        check_glyphs(theme, words)

    assert refusal.value.where == "captions[1] (en)"
