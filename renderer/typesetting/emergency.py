"""Last resorts for what is wider than a line: a web address, a word without end. Pure."""

import re

from renderer.typesetting.binding import (
    LOOSE_JOINER,
    NO_BREAK_SPACE,
    WORD_JOINER,
    loosened,
)
from renderer.typesetting.breaks import Piece, Strength, cut

_AFTER_SEPARATOR = re.compile(r"(?<=[/.?&=_\-:@#])(?=[^\s/])")
_BETWEEN_LETTERS = re.compile(r"(?<=\S)(?=\S)")


def parted(piece: Piece) -> tuple[Piece, ...]:
    """The piece in smaller ones, by the mildest means that parts it at all.

    First what was bound loosely is let go, then what was bound, then a line may end after
    a separator, then anywhere.
    """
    if LOOSE_JOINER in piece.text:
        return _pieces(
            [part.text for part in cut(piece.text.replace(LOOSE_JOINER, ""))],
            piece.strength,
        )
    if NO_BREAK_SPACE in piece.text or WORD_JOINER in piece.text:
        return _pieces(
            [part.text for part in cut(loosened(piece.text))], piece.strength
        )
    for places in (_AFTER_SEPARATOR, _BETWEEN_LETTERS):
        texts = places.split(piece.text)
        if len(texts) > 1:
            return _pieces(texts, piece.strength)
    return (piece,)


def _pieces(texts: list[str], last: Strength) -> tuple[Piece, ...]:
    before = tuple(Piece(text, Strength.WORD) for text in texts[:-1])
    return (*before, Piece(texts[-1], last))
