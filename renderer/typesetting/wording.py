"""Texts cut into parts whose widths are known: what all fitting is decided from."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from renderer.typesetting.binding import bind
from renderer.typesetting.blocks import Style
from renderer.typesetting.breaks import HAN, WIDE_MARKS, Piece, cut
from renderer.typesetting.compiler import Words
from renderer.typesetting.emergency import parted
from renderer.typesetting.lines import Part

type Measure = Callable[[Sequence[Words]], Sequence[float]]

# Between Chinese and Latin letters typst leaves a quarter of the font size.
_CHINESE_LATIN_GAP_EM = 0.25
_CHINESE = re.compile(f"[{HAN}]")
_WIDE = re.compile(f"[{HAN}{WIDE_MARKS}]")
_BLANK = ("n n", "nn")
# A square of Chinese, and what a piece of Chinese is measured between: alone it would lose
# the empty halves of its outer commas and brackets.
_SQUARE = "一"


@dataclass(frozen=True)
class Wording:
    """A text in one language and weight, and how wide its lines are at most."""

    language: str
    weight: int
    pieces: tuple[Piece, ...]
    width_em: float

    def asked(self) -> tuple[str, ...]:
        """Each piece as it ends a line, then each as it stands within one."""
        texts = [piece.text.strip(" \n") for piece in self.pieces]
        ending = [f"{_SQUARE}{t}" if _is_wide(t) else t for t in texts]
        within = [f"{_SQUARE}{t}{_SQUARE}" if _is_wide(t) else t for t in texts]
        return (*_BLANK, *ending, *within)

    def parts(self, widths: Sequence[float]) -> tuple[Part, ...]:
        """From the widths of what was asked."""
        count = len(self.pieces)
        blank = widths[0] - widths[1]
        ending, within = widths[2 : 2 + count], widths[2 + count :]
        after = [*(piece.text for piece in self.pieces), ""][1:]
        return tuple(
            _part(piece, following, blank, last=last, inner=inner)
            for piece, following, last, inner in zip(
                self.pieces, after, ending, within, strict=True
            )
        )


def wording(text: str, style: Style, width_em: float) -> Wording:
    """`width_em` is the width of its lines in the smallest letters it may have."""
    pieces = cut(bind(text, style.tag))
    return Wording(style.language, style.scale.weight, pieces, width_em)


def measured(wordings: Sequence[Wording], measure: Measure) -> list[tuple[Part, ...]]:
    """The parts of each text. What is wider than any line is parted until it is not."""
    while True:
        asked = [text.asked() for text in wordings]
        words = [
            Words(asked_text, text.language, text.weight)
            for text, some in zip(wordings, asked, strict=True)
            for asked_text in some
        ]
        widths = iter(measure(words))
        found = [
            text.parts([next(widths) for _ in some])
            for text, some in zip(wordings, asked, strict=True)
        ]
        mended = [
            replace(text, pieces=_parted(text, parts))
            for text, parts in zip(wordings, found, strict=True)
        ]
        if mended == list(wordings):
            return found
        wordings = mended


def _parted(text: Wording, parts: Sequence[Part]) -> tuple[Piece, ...]:
    return tuple(
        smaller
        for piece, part in zip(text.pieces, parts, strict=True)
        for smaller in (parted(piece) if part.last_width > text.width_em else (piece,))
    )


def _part(
    piece: Piece, following: str, blank: float, *, last: float, inner: float
) -> Part:
    """A piece that was measured `last` on its line, and `inner` within one."""
    text = piece.text.strip(" \n")
    return Part(
        piece.text,
        piece.strength,
        width=inner - _context(text, first=True, last=True),
        last_width=last - _context(text, first=True),
        blank=_gap(piece.text, following, blank),
    )


def _context(text: str, *, first: bool, last: bool = False) -> float:
    """How much of a measured width was the squares beside the piece."""
    if not _is_wide(text):
        return 0.0
    edges = [text[0]] * first + [text[-1]] * last
    return sum(1 + _CHINESE_LATIN_GAP_EM * _is_latin(letter) for letter in edges)


def _gap(before: str, after: str, blank: float) -> float:
    """What stands between two pieces on one line."""
    if before.endswith(" "):
        return blank
    if not after or before.endswith("\n"):
        return 0.0
    last, first = before[-1], after[0]
    is_edge = (_CHINESE.match(last) and _is_latin(first)) or (
        _is_latin(last) and _CHINESE.match(first)
    )
    return _CHINESE_LATIN_GAP_EM if is_edge else 0.0


def _is_wide(text: str) -> bool:
    return bool(_WIDE.search(text))


def _is_latin(letter: str) -> bool:
    return letter.isalnum() and not _CHINESE.match(letter)
