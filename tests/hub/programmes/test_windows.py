"""When a slot is due and when that changes, tried without a database or a clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.programmes.windows import (
    Calendar,
    Hours,
    Rule,
    Span,
    Special,
    due_between,
    end_of_day,
    is_due,
    next_edge,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLAIN = Calendar(ZONE)
ALWAYS = Span(None, None)
EVERY_DAY = "1234567"
# A Monday.
MONDAY = date(2026, 3, 2)

TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
DAYS = st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(
    lambda days: "".join(sorted(days))
)
HOURS = st.builds(Hours, TIMES, TIMES, DAYS)
# Minutes of one year.
MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
RULES = st.builds(
    Rule,
    DAYS,
    st.lists(HOURS, max_size=3).map(tuple),
    st.builds(Span, st.none() | MOMENTS, st.none() | MOMENTS),
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def rule(*hours: Hours, weekdays: str = EVERY_DAY, validity: Span = ALWAYS) -> Rule:
    return Rule(weekdays, hours, validity)


MORNING = Hours(time(6), time(11), EVERY_DAY)
NIGHT = Hours(time(22), time(5), EVERY_DAY)


@pytest.mark.parametrize("hour", [0, 6, 12, 23])
def test_without_hours_a_slot_is_due_all_day(hour: int) -> None:
    assert is_due(rule(), at(MONDAY, hour), PLAIN)


@pytest.mark.parametrize(
    ("hour", "minute", "due"),
    [(5, 59, False), (6, 0, True), (10, 59, True), (11, 0, False)],
)
def test_hours_begin_at_their_start_and_are_over_at_their_end(
    hour: int, minute: int, due: bool
) -> None:
    assert is_due(rule(MORNING), at(MONDAY, hour, minute), PLAIN) is due


@pytest.mark.parametrize(
    ("hour", "due"), [(21, False), (22, True), (4, True), (5, False)]
)
def test_hours_may_run_past_midnight(hour: int, due: bool) -> None:
    assert is_due(rule(NIGHT), at(MONDAY, hour), PLAIN) is due


def test_the_night_of_a_weekday_runs_into_the_next_morning() -> None:
    monday_night = rule(NIGHT, weekdays="1")

    assert is_due(monday_night, at(MONDAY + timedelta(1), 4), PLAIN)
    assert not is_due(monday_night, at(MONDAY, 4), PLAIN)


def test_hours_that_end_where_they_start_last_a_whole_day() -> None:
    whole_day = rule(Hours(time(6), time(6), "1"))

    assert is_due(whole_day, at(MONDAY, 6), PLAIN)
    assert is_due(whole_day, at(MONDAY + timedelta(1), 5), PLAIN)
    assert not is_due(whole_day, at(MONDAY + timedelta(1), 6), PLAIN)


def test_the_weekdays_of_a_slot_and_of_its_hours_must_both_hold() -> None:
    weekend_hours = Hours(time(6), time(11), "67")

    assert not is_due(rule(weekend_hours, weekdays="12345"), at(MONDAY, 7), PLAIN)


def test_the_day_is_the_local_one_whatever_the_clock_it_is_asked_by() -> None:
    asked = datetime(2026, 3, 1, 18, tzinfo=UTC)  # Monday 01:00 in Lào Cai

    assert is_due(rule(weekdays="1"), asked, PLAIN)


def test_validity_begins_with_its_start_and_is_over_at_its_end() -> None:
    validity = Span(at(MONDAY, 8), at(MONDAY, 9))

    due = [
        is_due(rule(validity=validity), at(MONDAY, hour), PLAIN) for hour in (7, 8, 9)
    ]

    assert due == [False, True, False]


def test_the_next_edge_is_the_nearest_of_all() -> None:
    spans = [Span(at(MONDAY, 9), None), Span(None, at(MONDAY, 8, 30))]

    edge = next_edge([rule(MORNING)], spans, at(MONDAY, 7), PLAIN)

    assert edge == at(MONDAY, 8, 30)


def test_hours_make_edges_at_their_start_and_end() -> None:
    assert next_edge([rule(MORNING)], [], at(MONDAY, 5), PLAIN) == at(MONDAY, 6)
    assert next_edge([rule(MORNING)], [], at(MONDAY, 6), PLAIN) == at(MONDAY, 11)


def test_a_quiet_day_ends_at_midnight_at_whatever_hour_it_is_asked() -> None:
    edges = {next_edge([rule()], [], at(MONDAY, hour), PLAIN) for hour in (0, 7, 23)}

    assert edges == {at(MONDAY + timedelta(1), 0)}


@given(st.lists(RULES, max_size=4), MOMENTS)
def test_an_edge_is_later_and_never_beyond_the_day(
    rules: list[Rule], moment: datetime
) -> None:
    edge = next_edge(rules, [], moment, PLAIN)

    assert moment < edge <= end_of_day(moment, ZONE)


@given(RULES, MOMENTS, st.floats(0, 1, exclude_max=True))
def test_between_two_edges_nothing_changes(
    one: Rule, moment: datetime, part: float
) -> None:
    edge = next_edge([one], [], moment, PLAIN)
    # Nearly all of a span is rounded to all of it.
    between = min(moment + (edge - moment) * part, edge - timedelta.resolution)

    assert is_due(one, between, PLAIN) == is_due(one, moment, PLAIN)


@given(RULES, MOMENTS)
def test_by_hours_of_the_whole_day_nothing_is_won_or_lost(
    one: Rule, moment: datetime
) -> None:
    free = Rule(one.weekdays, (), one.validity)
    whole = Rule(one.weekdays, (Hours(time(0), time(0), EVERY_DAY),), one.validity)

    assert is_due(free, moment, PLAIN) == is_due(whole, moment, PLAIN)


# The Monday is a holiday, in three ways.
AS_ON_SUNDAY = Calendar(ZONE, (Special(1, MONDAY, MONDAY, "7"),))
ONLY_MARKED = Calendar(ZONE, (Special(1, MONDAY, MONDAY, None),))
SUNDAYS, MONDAYS = rule(weekdays="7"), rule(weekdays="1")
MARKED = Rule(EVERY_DAY, (), ALWAYS, only_on=frozenset({1}))
TUESDAY = MONDAY + timedelta(days=1)


def test_a_special_day_goes_by_the_hours_of_the_weekday_it_follows() -> None:
    assert is_due(SUNDAYS, at(MONDAY, 12), AS_ON_SUNDAY)
    assert not is_due(MONDAYS, at(MONDAY, 12), AS_ON_SUNDAY)
    assert not is_due(SUNDAYS, at(TUESDAY, 12), AS_ON_SUNDAY)


def test_the_weekdays_of_hours_follow_too() -> None:
    weekend = rule(Hours(time(6), time(11), "67"))

    assert is_due(weekend, at(MONDAY, 7), AS_ON_SUNDAY)
    assert not is_due(weekend, at(MONDAY, 7), PLAIN)


def test_on_some_special_days_only_what_is_marked_is_shown() -> None:
    assert is_due(MARKED, at(MONDAY, 12), ONLY_MARKED)
    assert not is_due(rule(), at(MONDAY, 12), ONLY_MARKED)
    assert is_due(rule(), at(TUESDAY, 12), ONLY_MARKED)


@pytest.mark.parametrize("calendar", [PLAIN, AS_ON_SUNDAY, ONLY_MARKED])
def test_what_is_marked_is_shown_on_its_special_days_only(calendar: Calendar) -> None:
    assert is_due(MARKED, at(MONDAY, 12), calendar) is (calendar is not PLAIN)
    assert not is_due(MARKED, at(TUESDAY, 12), calendar)


def test_a_night_that_began_on_a_special_day_runs_into_the_next_morning() -> None:
    sunday_night = rule(NIGHT, weekdays="7")

    assert is_due(sunday_night, at(TUESDAY, 4), AS_ON_SUNDAY)
    assert not is_due(sunday_night, at(TUESDAY, 23), AS_ON_SUNDAY)


def test_of_two_special_days_on_one_date_the_first_given_rules() -> None:
    both = Calendar(ZONE, (*AS_ON_SUNDAY.specials, Special(2, MONDAY, MONDAY, None)))

    assert is_due(SUNDAYS, at(MONDAY, 12), both)


def test_a_stretch_of_time_is_told_edge_by_edge() -> None:
    rules = [rule(MORNING), rule(weekdays="1")]

    told = list(due_between(rules, at(MONDAY, 5), at(TUESDAY, 1), PLAIN))

    assert told == [
        (at(MONDAY, 5), (1,)),
        (at(MONDAY, 6), (0, 1)),
        (at(MONDAY, 11), (1,)),
        (at(TUESDAY, 0), ()),
    ]
