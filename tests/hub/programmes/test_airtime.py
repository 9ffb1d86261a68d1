"""Seconds that were written down, counted against what was agreed."""

from datetime import UTC, datetime

from hub.programmes.airtime import Claim, Excess, find_excesses

MORNING, EVENING = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (6, 18))
AGREED = {"bql-kkt": 90}


def claims(*seconds: int, agency: str = "bql-kkt") -> list[Claim]:
    return [Claim(agency, one) for one in seconds]


def test_what_fits_exactly_is_no_excess() -> None:
    assert find_excesses(claims(40, 50), AGREED, [(MORNING, (0, 1))]) == {}


def test_the_slot_that_does_not_fit_is_named_with_the_hour_and_the_seconds() -> None:
    excesses = find_excesses(claims(70, 30), AGREED, [(MORNING, (0, 1))])

    assert excesses == {1: Excess(MORNING, used_seconds=100, agreed_seconds=90)}


def test_slots_that_are_never_shown_together_share_the_seconds() -> None:
    due = [(MORNING, (0,)), (EVENING, (1,))]

    assert find_excesses(claims(70, 70), AGREED, due) == {}


def test_what_does_not_fit_leaves_its_room_to_the_next() -> None:
    excesses = find_excesses(claims(60, 60, 30), AGREED, [(MORNING, (0, 1, 2))])

    assert set(excesses) == {1}


def test_who_agreed_to_nothing_is_not_bound() -> None:
    others = claims(600, agency="so-du-lich")

    assert find_excesses(others, AGREED, [(MORNING, (0,))]) == {}
