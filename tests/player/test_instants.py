"""A wrong clock neither blanks a wall nor stops updates for long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.instants import (
    FLOOR_REACH,
    Readings,
    expiry_time,
    is_suspect,
    playing_time,
    to_save,
)
from tests.player.builders import NOON

HOUR = timedelta(hours=1)
Y1970 = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
Y2040 = NOON.replace(year=2040)
BEFORE = NOON - HOUR
ONLINE = Readings(NOON, floor=BEFORE, seen=BEFORE, elapsed=HOUR, signed=NOON)
OFFLINE = replace(ONLINE, signed=NOON - timedelta(days=3))

INSTANTS = st.integers(0, 130 * 365 * 24 * 3600).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
READINGS = st.builds(
    Readings,
    INSTANTS,
    INSTANTS,
    INSTANTS,
    st.timedeltas(timedelta(), timedelta(days=30)),
    st.none() | INSTANTS,
)


def test_a_good_clock_is_followed_to_the_microsecond():
    assert playing_time(ONLINE) == expiry_time(ONLINE) == NOON
    assert not is_suspect(ONLINE)


@pytest.mark.parametrize("wrong", [Y1970, Y2040], ids=["1970", "2040"])
@pytest.mark.parametrize("readings", [ONLINE, OFFLINE], ids=["online", "offline"])
def test_a_clock_that_is_years_wrong_is_passed_over_and_time_runs_on(wrong, readings):
    found = replace(readings, system=wrong)

    assert playing_time(found) == expiry_time(found) == NOON
    assert is_suspect(found)


def test_a_clock_that_went_back_an_hour_is_proven_wrong_by_what_was_signed():
    found = replace(ONLINE, system=NOON - HOUR)

    assert playing_time(found) == expiry_time(found) == NOON
    assert is_suspect(found)


def test_offline_a_clock_that_went_back_an_hour_is_suspect_and_counts_for_no_expiry():
    found = replace(OFFLINE, system=NOON - HOUR)

    assert expiry_time(found) == NOON
    assert is_suspect(found)


def test_a_clock_that_is_set_back_a_second_is_followed_for_playing_alone():
    late = NOON - timedelta(seconds=1)
    found = replace(ONLINE, system=late)

    assert playing_time(found) == late
    assert expiry_time(found) == NOON
    assert not is_suspect(found)


def test_a_clock_that_was_seven_hours_ahead_stops_updates_for_an_hour_at_most():
    ahead = replace(ONLINE, system=NOON + 7 * HOUR, elapsed=timedelta())

    floor, seen = to_save(ahead)
    corrected = Readings(NOON + HOUR, floor, seen, timedelta(), signed=NOON)

    assert floor == NOON + FLOOR_REACH
    assert expiry_time(corrected) == playing_time(corrected) == NOON + HOUR


def test_without_anything_signed_the_floor_stays():
    assert to_save(Readings(Y2040, floor=NOON))[0] == NOON


def test_what_was_signed_just_now_is_believed_before_the_clock():
    assert expiry_time(Readings(Y1970, signed=NOON)) == NOON
    assert playing_time(Readings(Y1970, signed=NOON)) == NOON


def test_a_wrong_clock_is_not_what_was_last_seen():
    assert to_save(replace(ONLINE, system=Y2040))[1] == NOON


@given(readings=READINGS)
def test_time_for_expiry_is_never_before_anything_known(readings):
    assert expiry_time(readings) >= readings.floor + readings.elapsed
    assert expiry_time(readings) >= (readings.signed or readings.floor)


@given(readings=READINGS)
def test_the_floor_never_falls_and_reaches_an_hour_beyond_what_was_signed(readings):
    floor, _ = to_save(readings)

    assert floor >= readings.floor
    if readings.signed:
        assert floor <= max(readings.floor, readings.signed + FLOOR_REACH)


@given(readings=READINGS)
def test_nothing_is_played_by_a_time_before_what_was_signed(readings):
    if readings.signed:
        slack = timedelta(minutes=5)
        assert playing_time(readings) >= readings.signed - slack
