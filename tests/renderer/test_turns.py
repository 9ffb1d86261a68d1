"""The order of turns: as often as promised, spread out, never twice in a row for nothing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.turns import arranged

FREQUENCIES = st.lists(st.integers(1, 6), min_size=1, max_size=12)


def pairs_in(turns: tuple[int, ...]) -> list[int]:
    """The slots that follow themselves, over the loop's seam too."""
    return [turn for place, turn in enumerate(turns) if turn == turns[place - 1]]


def test_slots_that_come_once_stay_in_their_order():
    assert arranged([1, 1, 1, 1]) == (0, 1, 2, 3)


def test_a_slot_that_comes_twice_stands_across_the_loop_from_itself():
    assert arranged([2, 1, 1, 1]) == (0, 1, 0, 2, 3)


def test_two_frequent_slots_take_turns():
    assert arranged([3, 2, 1]) == (0, 1, 0, 2, 0, 1)


def test_a_slot_alone_follows_itself():
    assert arranged([3]) == (0, 0, 0)


@given(FREQUENCIES)
def test_every_slot_comes_exactly_as_often_as_promised(frequencies: list[int]):
    assert Counter(arranged(frequencies)) == dict(enumerate(frequencies))


@given(FREQUENCIES)
def test_no_slot_follows_itself_unless_it_has_more_than_half_of_the_turns(
    frequencies: list[int],
):
    turns = arranged(frequencies)

    for number, frequency in enumerate(frequencies):
        unavoidable = max(0, 2 * frequency - len(turns))
        assert pairs_in(turns).count(number) == unavoidable


@given(FREQUENCIES)
def test_the_order_of_what_comes_once_is_kept(frequencies: list[int]):
    once = [turn for turn in arranged(frequencies) if frequencies[turn] == 1]

    assert once == sorted(once)


@pytest.mark.parametrize("frequency", [2, 3, 4, 6])
@pytest.mark.parametrize("others", [12, 17])
def test_turns_of_a_slot_lie_evenly_around_the_loop(frequency: int, others: int):
    turns = arranged([*[1] * others, frequency])

    places = [place for place, turn in enumerate(turns) if turn == others]
    ways = [
        (after - before) % len(turns)
        for before, after in zip(places, [*places[1:], places[0]], strict=True)
    ]
    assert max(ways) - min(ways) <= 2
