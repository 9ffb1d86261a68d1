"""Cuts a text into pieces between which a line or a page may end. Pure.

It also says how good an end each is. A piece is never parted: a word, or a Chinese character with what clings to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from renderer.typesetting.binding import WORD_JOINER


class Strength(IntEnum):
    """How well a page may end after a piece."""

    WORD = 0
    PHRASE = 1
    CLAUSE = 2
    SENTENCE = 3
    PARAGRAPH = 4


@dataclass(frozen=True)
class Piece:
    """`text` with the blanks after it; the pieces of a text joined are the text."""

    text: str
    strength: Strength


HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING = "“‘（《〈「『【〔(\\["
_CLOSING = "，。！？；：、”’）》〉」』】〕…—·％%)\\],.!?;:"
WIDE_MARKS = "“”‘’（）《》〈〉「」『』【】〔〕，。！？；：、…—·％"
_RUN = rf"[^ \n{WORD_JOINER}{HAN}{WIDE_MARKS}]+"

_WORD = re.compile(r"[^ \n]+[ \n]*")
_HAN = re.compile(f"[{HAN}]")
_HAN_PIECE = re.compile(
    rf"[{_OPENING}]*(?:{_RUN}|[{HAN}])(?:{WORD_JOINER}{{1,2}}(?:{_RUN}|[{HAN}]))*"
    rf"[{_CLOSING}]*[ \n]*|[^ \n][ \n]*"
)

_STARTS_CLOSING = re.compile(r"[，。！？；：、”’）》〉」』】〕…·％]")
_ENDS_OPENING = re.compile(r"[“‘（《〈「『【〔] *$")

_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’)\]』」）]*$")
_CLAUSE_END = re.compile(r"(?:[,;:，；：、]|——)[\"”’)\]』」）]*$")
_DASH_END = re.compile(r"[–—]$")
# Words that begin a new thought: better first on a page than last.
_LINKS = re.compile(
    r"(?:và|với|nhưng|hoặc|hay|để|khi|từ|tại|trên|trong|theo|cùng|nơi|mà|nên|vì|do|"
    r"and|or|but|with|from|to|in|on|at|by|as|for|of|than|that|which|who|where|when)[ \n]"
    r"|[与和及或并]"
)
_ABBREVIATION = re.compile(r"^[\"“‘(]?(?:[A-ZĐ]|TP|TX|TT|Tp|No|Nos|St|Mr|Mrs|Ms|Dr)\.$")


def is_han(letter: str) -> bool:
    return _HAN.match(letter) is not None


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in which `bind` has held together what belongs together."""
    found = _clung([part for word in _WORD.findall(text) for part in _parts(word)])
    return tuple(
        Piece(piece, _strength(piece, after)) for piece, after in pairwise([*found, ""])
    )


def _parts(word: str) -> Iterator[str]:
    """Chinese is written without blanks: it may be parted between its characters."""
    if _HAN.search(word):
        yield from _HAN_PIECE.findall(word)
    else:
        yield word


def _clung(pieces: list[str]) -> list[str]:
    """No piece begins with what closes, none ends with what opens: they join others.

    Between them there may be a blank that the author typed; a line end parts them.
    """
    joined: list[str] = []
    for piece in pieces:
        before = joined[-1] if joined else "\n"
        clings = _STARTS_CLOSING.match(piece) or _ENDS_OPENING.search(before)
        if clings and not before.endswith("\n"):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _strength(piece: str, after: str) -> Strength:
    word = piece.rstrip(" \n")
    if piece.endswith("\n\n") or not after:
        return Strength.PARAGRAPH
    if piece.endswith("\n"):
        return Strength.SENTENCE
    if _SENTENCE_END.search(word) and not _ABBREVIATION.match(word):
        # "… v.v. and so on": a sentence does not begin with a small letter.
        return Strength.CLAUSE if after[0].islower() else Strength.SENTENCE
    if _CLAUSE_END.search(word):
        return Strength.CLAUSE
    # "Y Tý – vùng cao", but not "Hà Nội – Hải Phòng".
    is_aside = _DASH_END.search(word) and after[0].islower()
    if is_aside:
        return Strength.CLAUSE
    return Strength.PHRASE if _LINKS.match(after) else Strength.WORD
