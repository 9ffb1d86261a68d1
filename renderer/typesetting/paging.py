"""Shares a text out among pages, so that each reads well by itself. Pure.

As few pages as make sense, ends of sentences before ends of clauses before words, pages of
even length, letters as large as that allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from renderer.typesetting.breaks import Strength
from renderer.typesetting.lines import (
    Paragraph,
    Part,
    even_paragraphs,
    height_in_lines,
)

# What is lost by a page's end at each strength, against 1.0 for a page that is empty or
# twice as long as its fellows. Tried out on the 14 sample items in three languages.
_COSTS = {
    Strength.WORD: 1.2,
    Strength.PHRASE: 0.9,
    Strength.CLAUSE: 0.4,
    Strength.SENTENCE: 0.0,
    Strength.PARAGRAPH: 0.0,
}
# What is lost by one page more than needed, by letters of half the largest size, and by
# lines that are on average empty.
_PAGE_COST = 0.2
_HALF_SIZE_COST = 1.2
_UNEVEN_LINES_COST = 4.0
# A page of a few words, under this part of an even share, is worse than a parted clause.
_LEAST_SHARE = 0.5
_FEW_WORDS_COST = 1.0
# So is a page's end close, in parts of an even share, to where a sentence begins or ends.
_SCRAP_SHARE = 0.22
_SCRAP_COST = 0.8
# Where pages that end with clauses cost no more, ends between words are not looked for.
# Nor are they in a long text, for which it would take seconds.
_GOOD_ENOUGH = 1.0
_LONG_TEXT_PAGES = 8


@dataclass(frozen=True)
class Box:
    """The room for a page in letters of one size: its width in font sizes."""

    size_px: int
    width_em: float
    height_lines: float


@dataclass(frozen=True)
class Paging:
    """The pages as paragraphs of lines, and the size they are all set in."""

    size_px: int
    pages: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True)
class _Way:
    cost: float
    paging: Paging

    def cost_beside(self, fewest: int) -> float:
        """With what its pages cost beyond the fewest that some way needs."""
        return self.cost + _PAGE_COST * (len(self.paging.pages) - fewest)


@dataclass(frozen=True)
class _Split:
    cost: float
    cuts: tuple[int, ...]


def share_out(parts: Sequence[Part], boxes: Sequence[Box]) -> Paging | None:
    """None when even single words fit no box; one empty page for no words.

    `boxes` go from the largest letters to the smallest.
    """
    if not parts:
        return Paging(boxes[-1].size_px, ((),))
    ways: list[_Way] = []
    for finest in (Strength.CLAUSE, Strength.WORD):
        cuts = _cuts(parts, finest)
        for box in boxes:
            ways += _ways(parts, cuts, box, boxes[0])
        fewest = min((len(way.paging.pages) for way in ways), default=0)
        ways = [way for way in ways if len(way.paging.pages) <= fewest + 1]
        best = min(ways, key=lambda way: way.cost_beside(fewest), default=None)
        is_good = best and best.cost_beside(fewest) <= _GOOD_ENOUGH
        if best and (is_good or fewest >= _LONG_TEXT_PAGES):
            break
    return best.paging if best else None


def _cuts(parts: Sequence[Part], finest: Strength) -> tuple[int, ...]:
    """Where a page may begin or end: before the first part, after each strong enough."""
    return (0, *(i for i, part in enumerate(parts, 1) if part.strength >= finest))


def _ways(
    parts: Sequence[Part], cuts: Sequence[int], box: Box, largest: Box
) -> list[_Way]:
    """The best way in letters of this size with the fewest pages, and with one more."""
    if any(part.last_width > box.width_em for part in parts):
        return []
    reach = _reach(parts, cuts, box)
    fewest = _page_count(reach)
    if fewest is None:
        return []
    small = 2 * _HALF_SIZE_COST * (1 - box.size_px / largest.size_px)
    ways = []
    for count in (fewest, fewest + 1):
        split = _best_split(parts, cuts, reach, count)
        if split is not None:
            paging, uneven = _set(parts, split, box)
            cost = split.cost + small + _UNEVEN_LINES_COST * uneven
            ways.append(_Way(cost, paging))
    return ways


def _reach(parts: Sequence[Part], cuts: Sequence[int], box: Box) -> tuple[int, ...]:
    """For the page that begins at each cut, the last cut at which it can end."""
    ends = []
    last = 0
    for index, start in enumerate(cuts):
        last = max(last, index)
        while last + 1 < len(cuts) and box.height_lines >= height_in_lines(
            parts[start : cuts[last + 1]], box.width_em
        ):
            last += 1
        ends.append(last)
    return tuple(ends)


def _page_count(reach: Sequence[int]) -> int | None:
    """With every page as full as can be; None when something fits no page."""
    count, index = 0, 0
    while index < len(reach) - 1:
        if reach[index] == index:
            return None
        count, index = count + 1, reach[index]
    return count


def _best_split(
    parts: Sequence[Part], cuts: Sequence[int], reach: Sequence[int], count: int
) -> _Split | None:
    """The cheapest way to make exactly so many pages, if there is one."""
    lengths = [sum(len(p.text) for p in parts[a:b]) for a, b in pairwise(cuts)]
    even = sum(lengths) / count
    end_costs = _end_costs(parts, cuts, even)

    @cache
    def best_from(start: int, left: int) -> _Split | None:
        if start == len(lengths) or left == 0:
            done = start == len(lengths) and left == 0
            return _Split(0.0, (cuts[start],)) if done else None
        splits = []
        for end in range(start + 1, reach[start] + 1):
            rest = best_from(end, left - 1)
            if rest is not None:
                share = sum(lengths[start:end]) / even
                few = _FEW_WORDS_COST if share < _LEAST_SHARE else 0.0
                cost = (share - 1) ** 2 + few + end_costs[end] + rest.cost
                splits.append(_Split(cost, (cuts[start], *rest.cuts)))
        return min(splits, key=lambda split: split.cost, default=None)

    return best_from(0, count)


def _end_costs(parts: Sequence[Part], cuts: Sequence[int], even: float) -> list[float]:
    """What a page's end costs at each cut."""
    places = [0, *accumulate(len(part.text) for part in parts)]
    sentences = [
        0,
        *(i for i, p in enumerate(parts, 1) if p.strength >= Strength.SENTENCE),
    ]
    costs = [0.0]
    for cut in cuts[1:]:
        strength = parts[cut - 1].strength
        nearest = min(abs(places[cut] - places[end]) for end in sentences)
        is_scrap = strength < Strength.SENTENCE and nearest < _SCRAP_SHARE * even
        costs.append(_COSTS[strength] + (_SCRAP_COST if is_scrap else 0.0))
    return costs


def _set(parts: Sequence[Part], split: _Split, box: Box) -> tuple[Paging, float]:
    """The pages' lines, and how uneven they are on average."""
    pages = [even_paragraphs(parts[a:b], box.width_em) for a, b in pairwise(split.cuts)]
    uneven = sum(cost for _, cost in pages) / len(pages)
    return Paging(box.size_px, tuple(page for page, _ in pages)), uneven
