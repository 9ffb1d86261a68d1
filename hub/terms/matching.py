"""Finds terms in a text. Pure.

Small and capital letters, the two ways to store a letter with marks, kinds of dash and
numbers of spaces are alike; marks are not left off, for they tell words apart. A term is
found as whole words, Chinese wherever it stands. The longest goes first: who says
“cửa khẩu quốc tế Lào Cai” did not say “cửa khẩu”.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DASHES = "-‐‑‒–—"


@dataclass(frozen=True)
class Found:
    """Which of the terms stands where in the text, as `composed` gives it."""

    term: str
    start: int
    end: int


def composed(text: str) -> str:
    """The text with each letter and its marks as one, by which places are counted."""
    return unicodedata.normalize("NFC", text)


def find_terms(text: str, terms: Iterable[str]) -> tuple[Found, ...]:
    """In the order in which they stand; none lies within another."""
    whole = composed(text)
    found: list[Found] = []
    for term in sorted(set(terms), key=lambda one: (-len(composed(one)), one)):
        for match in _pattern(term).finditer(whole):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                found.append(Found(term, match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def contains(text: str, term: str, language: str) -> bool:
    """Whether the text uses the term; English may put it in the plural."""
    is_english = language.startswith("en")
    return _pattern(term, may_be_plural=is_english).search(composed(text)) is not None


@lru_cache(maxsize=4096)
def _pattern(term: str, *, may_be_plural: bool = False) -> re.Pattern[str]:
    words = [_word(word) for word in composed(term).split()]
    if not words:
        return re.compile(r"(?!)")  # nothing is nowhere
    ending = "(?:s|es)?" if may_be_plural else ""
    joined = r"\s+".join(words) + ending
    if _CHINESE.search(term):
        return re.compile(joined, re.IGNORECASE)
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return "".join(
        f"[{re.escape(_DASHES)}]" if letter in _DASHES else re.escape(letter)
        for letter in word
    )
