"""Breaks measured pieces into even lines. Pure.

typst shapes and draws; where lines end is decided here, since what is asked of a wall is
more than a line breaker knows: few lines, an even edge, no word left alone, Chinese parted
after its punctuation rather than within a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from renderer.typesetting.breaks import Strength

# Widths are sums of pieces: kerning across a blank may add a little.
TOLERANCE_EM = 0.02
PARAGRAPH_GAP_LINES = 0.5

# What a line costs, against 1.0 for an empty one.
_LAST_LINE = 0.4  # it may be shorter than the others, but no word should stand alone
_AFTER_CLAUSE = -0.02
_AFTER_PHRASE = -0.008
_WITHIN_CHINESE = 0.012
_IN_TITLES = 8  # times as much: a title is read as phrases


@dataclass(frozen=True)
class Part:
    """A piece and its width, in font sizes.

    `blank` is shown after it unless a line ends there. At the end of a line a Chinese comma
    loses the empty half of its square: the piece is then only `last_width` wide.
    """

    text: str
    strength: Strength
    width: float
    last_width: float
    blank: float = 0.0

    @property
    def ends_line(self) -> bool:
        return self.text.endswith("\n")

    @property
    def ends_paragraph(self) -> bool:
        return self.text.endswith("\n\n")


type Line = str
type Paragraph = tuple[Line, ...]


def height_in_lines(parts: Sequence[Part], width: float) -> float:
    """The least height of a text, with half a line between paragraphs."""
    runs = _runs(parts)
    lines = sum(len(_greedy_ends(run, width)) for run in runs)
    gaps = sum(run[-1].ends_paragraph for run in runs[:-1])
    return lines + gaps * PARAGRAPH_GAP_LINES


def even_paragraphs(
    parts: Sequence[Part], width: float, *, is_title: bool = False
) -> tuple[tuple[Paragraph, ...], float]:
    """The lines of each paragraph, and how uneven they are, from 0.0 on.

    There are as few lines as can be. The last line of a title counts like any other.
    """
    paragraphs: list[Paragraph] = [()]
    costs: list[float] = []
    for run in _runs(parts):
        starts, cost = _even_starts(tuple(run), width, is_title=is_title)
        costs.append(cost / len(starts))
        ends = [*starts[1:], len(run)]
        lines = (_text(run[s:e]) for s, e in zip(starts, ends, strict=True))
        paragraphs[-1] = (*paragraphs[-1], *lines)
        if run[-1].ends_paragraph:
            paragraphs.append(())
    return tuple(p for p in paragraphs if p), sum(costs) / max(len(costs), 1)


def line_width(parts: Sequence[Part]) -> float:
    return sum(part.width + part.blank for part in parts[:-1]) + parts[-1].last_width


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """What stands between the line ends that the author typed."""
    runs: list[list[Part]] = [[]]
    for part in parts:
        runs[-1].append(part)
        if part.ends_line:
            runs.append([])
    return [run for run in runs if run]


def _greedy_ends(run: Sequence[Part], width: float) -> list[int]:
    """Each line as full as can be: no other way needs fewer lines."""
    ends: list[int] = []
    used = 0.0
    for index, part in enumerate(run):
        if used and used + part.last_width > width - TOLERANCE_EM:
            ends.append(index)
            used = 0.0
        used += part.width + part.blank
    return [*ends, len(run)]


def _even_starts(
    run: tuple[Part, ...], width: float, *, is_title: bool
) -> tuple[tuple[int, ...], float]:
    """The cheapest way to make the fewest lines: where each begins, and its cost."""

    @cache
    def best_from(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if start == len(run) or left == 0:
            return (0.0, ()) if start == len(run) and left == 0 else None
        ways = []
        for end in range(start + 1, len(run) + 1):
            taken = line_width(run[start:end])
            if end > start + 1 and taken > width - TOLERANCE_EM:
                break
            rest = best_from(end, left - 1)
            if rest is not None:
                filled = taken / width
                is_last = end == len(run)
                cost = _line_cost(
                    filled, run[end - 1], is_last=is_last, is_title=is_title
                )
                ways.append((cost + rest[0], (start, *rest[1])))
        return min(ways, default=None)

    best = best_from(0, len(_greedy_ends(run, width)))
    assert best is not None  # the greedy lines are one way
    return best[1], best[0]


def _line_cost(filled: float, end: Part, *, is_last: bool, is_title: bool) -> float:
    slack = max(0.0, 1 - filled) ** 2
    if is_last:
        return slack if is_title else slack * _LAST_LINE
    return slack + _end_cost(end) * (_IN_TITLES if is_title else 1)


def _end_cost(end: Part) -> float:
    if end.strength >= Strength.CLAUSE:
        return _AFTER_CLAUSE
    if end.strength is Strength.PHRASE:
        return _AFTER_PHRASE
    return 0.0 if end.blank else _WITHIN_CHINESE


def _text(parts: Sequence[Part]) -> Line:
    return "".join(part.text for part in parts).strip(" \n")
