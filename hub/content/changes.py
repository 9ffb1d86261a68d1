"""What changed between two versions of a text, word by word. Pure.

Each paragraph stands beside what it was. Words are parted by spaces, as in Vietnamese. How letters with marks are stored, and how
many spaces stand between words, is no change.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

# Paragraphs that share less than this are not versions of each other.
_ALIKE = 0.3


class Kind(StrEnum):
    SAME = "SAME"
    REMOVED = "REMOVED"
    ADDED = "ADDED"


@dataclass(frozen=True)
class Piece:
    """Some words that stood, went or came together."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph as it was and as it is; one side is empty where it is new or gone."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def same_words(before: str, after: str) -> bool:
    return _words(before) == _words(after)


def find_changes(before: str, after: str) -> tuple[ChangedParagraph, ...]:
    """Every paragraph, changed or not, in the order in which they are read."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        _compared(*pair)
        for tag, a, b, c, d in matcher.get_opcodes()
        for pair in _pairs(tag, old[a:b], new[c:d])
    )


def _pairs(tag: str, old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for before, after in zip_longest(old, new, fillvalue=""):
        if tag == "equal" or not before or not after or _are_alike(before, after):
            yield before, after
        else:
            yield before, ""
            yield "", after


def _are_alike(before: str, after: str) -> bool:
    matcher = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    return matcher.ratio() >= _ALIKE


def _compared(before: str, after: str) -> ChangedParagraph:
    old, new = before.split(), after.split()
    was: list[Piece] = []
    now: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        is_same = tag == "equal"
        if a < b:
            kind = Kind.SAME if is_same else Kind.REMOVED
            was.append(Piece(kind, " ".join(old[a:b])))
        if c < d:
            kind = Kind.SAME if is_same else Kind.ADDED
            now.append(Piece(kind, " ".join(new[c:d])))
    return ChangedParagraph(tuple(was), tuple(now))


def _paragraphs(text: str) -> list[str]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [words for part in parts if (words := " ".join(_words(part)))]


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
