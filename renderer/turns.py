"""In which order slots take their turns in a loop. Pure.

A loop is a circle: after its last turn comes its first again.
"""

from collections.abc import Sequence
from fractions import Fraction


def arranged(frequencies: Sequence[int]) -> tuple[int, ...]:
    """The slots by their number, each as often as its frequency says.

    A slot's first turn is where it stands among the slots, the others follow evenly
    around the circle. No slot comes twice in a row unless it makes up more than half of
    the turns; slots that come once keep their order.
    """
    turns = [
        ((Fraction(number, len(frequencies)) + Fraction(turn, frequency)) % 1, number)
        for number, frequency in enumerate(frequencies)
        for turn in range(frequency)
    ]
    return _without_avoidable_repeats([number for _, number in sorted(turns)])


def _without_avoidable_repeats(turns: list[int]) -> tuple[int, ...]:
    """Moves the second of two equal neighbours to where it disturbs nobody.

    Ends, because no move makes a new pair. Leaves no pair that could be avoided: while
    a slot has half of the turns or fewer and a pair of them, the others are too many
    to stand alone between its turns, so somewhere two of them stand together.
    """
    at = 0
    while at < len(turns):
        gaps = _gaps_without(turns, turns[at])
        if turns[at] == turns[at - 1] and gaps:
            turns = _moved(turns, at, gaps)
            at = 0
        else:
            at += 1
    return tuple(turns)


def _gaps_without(turns: list[int], number: int) -> list[int]:
    """The places where a turn of the slot would have no turn of it beside."""
    return [
        place
        for place, after in enumerate(turns)
        if number not in (after, turns[place - 1])
    ]


def _moved(turns: list[int], at: int, gaps: list[int]) -> list[int]:
    """To the gap that lies farthest from the slot's other turns."""
    others = [
        place
        for place, number in enumerate(turns)
        if number == turns[at] and place != at
    ]

    def room(gap: int) -> int:
        around = [(gap - place) % len(turns) for place in others]
        return min(min(way, len(turns) - way + 1) for way in around)

    gap = max(gaps, key=room)  # the first of several
    moved = [*turns[:gap], turns[at], *turns[gap:]]
    del moved[at + 1 if gap <= at else at]
    return moved
