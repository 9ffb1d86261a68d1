"""No empty box is ever shown on a wall."""

import pytest

from renderer.errors import TypesettingError
from renderer.themes import Theme, read_theme
from renderer.typesetting import SlideWords
from renderer.typesetting.glyphs import check_glyphs, check_letters
from tests.renderer.themes_on_disk import copy_of_house_theme, edit
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
        ("❤️", "U+2764, HEAVY BLACK HEART"),
        ("👨\u200d👩", "U+1F468, MAN"),
        ("\ue000", "(U+E000, a letter without a name)"),
        ("𠀀", "U+20000, CJK UNIFIED IDEOGRAPH-20000"),
        ("ꪀ", "U+AA80, TAI VIET LETTER LOW KO"),
        ("𖬀", "U+16B00, PAHAWH HMONG VOWEL KEEB"),
        ("\ud800", "(U+D800, a letter without a name)"),
        ("国\u0302", "“国\u0302” (U+0302, COMBINING CIRCUMFLEX ACCENT)"),
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


def test_a_letter_of_another_language_s_font_does_not_count(tmp_path):
    folder = copy_of_house_theme(tmp_path)
    edit(
        folder / "theme.toml",
        'fonts = ["Be Vietnam Pro", "Noto Sans CJK SC"]\ntitle_pitch = 1.26\nbody_pitch = 1.38',
        'fonts = ["Be Vietnam Pro"]\ntitle_pitch = 1.26\nbody_pitch = 1.38',
    )
    theme = read_theme(folder)

    check_glyphs(theme, SlideWords("vi", "Phố 老街"))
    with pytest.raises(TypesettingError, match="U\\+8001"):
        check_glyphs(theme, SlideWords("en", "Old 老街"))


@pytest.mark.parametrize(
    "text", ["Hmoob", "m² 25 °C – 30.000 ₫ → “Y Tý”…", "x̂ ạ\u0308"]
)
def test_common_signs_and_letters_of_the_peoples_are_there(theme: Theme, text: str):
    check_letters(theme, "vi", "ticker", text)


def test_any_text_s_name_is_told(theme: Theme):
    with pytest.raises(TypesettingError) as refusal:
        check_letters(theme, "vi", "ticker", "Vui 🎉")

    assert refusal.value.where == "ticker (vi)"
