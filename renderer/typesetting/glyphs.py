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
    """Raises TypesettingError naming the first letter that no font of the theme has."""
    known = _letters_of(frozenset(theme.font_folders.values()))
    for name, text in _named_texts(words):
        missing = next(
            (c for c in text if c not in _BLANKS and ord(c) not in known), ""
        )
        if missing:
            raise TypesettingError(
                f"{name} ({words.language})",
                "no font of the theme has {letters}",
                "write it another way, or add a font that has it to the theme",
                letters=_described(missing),
            )


def _named_texts(words: SlideWords) -> list[tuple[str, str]]:
    captions = [(f"captions[{i}]", text) for i, text in enumerate(words.captions)]
    named = [("title", words.title), ("body", words.body), ("agency", words.agency)]
    return named + captions


def _described(letter: str) -> str:
    name = unicodedata.name(letter, "a letter without a name")
    return f"“{letter}” (U+{ord(letter):04X}, {name})"


@cache
def _letters_of(folders: frozenset[Path]) -> frozenset[int]:
    # The fonts of a package share one repertoire, so one file speaks for its folder.
    files = [font_files(folder)[0] for folder in folders]
    return frozenset().union(*(_letters_in(file) for file in files))


def _letters_in(file: Path) -> frozenset[int]:
    if file.suffix.lower() == ".ttc":
        with TTCollection(file, lazy=True) as collection:
            return frozenset(collection.fonts[0].getBestCmap())
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
