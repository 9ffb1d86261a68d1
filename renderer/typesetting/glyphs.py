"""The gate against empty boxes on a wall: every letter must be in the theme's fonts.

typst sets a box for a letter that no font has, and says nothing.
"""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import (  # type: ignore[import-untyped]
    TTCollection,
    TTFont,
)

from renderer.errors import TypesettingError
from renderer.themes import Theme, font_files
from renderer.typesetting.words import SlideWords

_BLANKS = frozenset(" \n")


def check_glyphs(theme: Theme, words: SlideWords) -> None:
    """Raises TypesettingError naming the first letter that the language's fonts lack."""
    for name, text in _named_texts(words):
        check_letters(theme, words.language, name, text)


def check_letters(theme: Theme, language: str, name: str, text: str) -> None:
    """The same for one text; `name` is what the editors call it."""
    fonts = _repertoires(theme, language)
    base = ""
    for letter in text:
        is_mark = unicodedata.combining(letter) != 0
        # A mark stands right only over a letter of its own font.
        cluster = {ord(base), ord(letter)} if is_mark and base else {ord(letter)}
        if letter not in _BLANKS and not any(cluster <= font for font in fonts):
            shown = base + letter if is_mark else letter
            raise TypesettingError(
                f"{name} ({language})",
                "no font of the theme has {letters}",
                "write it another way, or add a font that has it to the theme",
                letters=_described(letter, shown),
            )
        base = base if is_mark else letter


def _repertoires(theme: Theme, language: str) -> list[frozenset[int]]:
    """What each font has that typst may take for the language: it falls back to no other."""
    families = [name.split("/")[0] for name in theme.language(language).fonts]
    return [_letters_of(theme.font_folders[family], family) for family in families]


def _named_texts(words: SlideWords) -> list[tuple[str, str]]:
    captions = [(f"captions[{i}]", text) for i, text in enumerate(words.captions)]
    named = [("title", words.title), ("body", words.body), ("agency", words.agency)]
    return named + captions


def _described(letter: str, shown: str) -> str:
    name = unicodedata.name(letter, "a letter without a name")
    quoted = f"“{shown}” " if shown.isprintable() else ""
    return f"{quoted}(U+{ord(letter):04X}, {name})"


@cache
def _letters_of(folder: Path, family: str) -> frozenset[int]:
    # The weights of a family share one repertoire, so one file speaks for its folder.
    file = font_files(folder)[0]
    if file.suffix.lower() != ".ttc":
        with TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap())
    with TTCollection(file, lazy=True) as collection:
        named = [f for f in collection.fonts if f["name"].getDebugName(1) == family]
        return frozenset((named or collection.fonts)[0].getBestCmap())
