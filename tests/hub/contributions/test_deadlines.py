"""The 20th of the month, to the second."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.contributions.deadlines import (
    due_before,
    is_on_time,
    months_before,
    reminder_due,
    state_of_month,
)
from hub.contributions.enums import MonthState

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONTH = date(2026, 11, 1)
LAST_GOOD = datetime(2026, 11, 20, 23, 59, 59, 999_999, ZONE)
FIRST_LATE = datetime(2026, 11, 21, tzinfo=ZONE)


def state(received: list[datetime], now: datetime, **fields: object) -> MonthState:
    wanted = {"minimum": 1, "soon_from_day": 15, "zone": ZONE, **fields}
    return state_of_month(MONTH, received, now, **wanted)  # type: ignore[arg-type]


def test_the_20th_to_its_last_second_is_on_time_and_the_21st_is_late() -> None:
    assert is_on_time(LAST_GOOD, MONTH, ZONE)
    assert not is_on_time(FIRST_LATE, MONTH, ZONE)
    assert due_before(MONTH, ZONE) == FIRST_LATE


def test_the_day_is_that_of_the_province_and_not_of_greenwich() -> None:
    evening = datetime(2026, 11, 20, 17, 0, tzinfo=ZoneInfo("UTC"))

    assert not is_on_time(evening, MONTH, ZONE)


@pytest.mark.parametrize(
    ("received", "now", "expected"),
    [
        ([], datetime(2026, 10, 31, 23, 59, tzinfo=ZONE), MonthState.NOT_DUE),
        ([], datetime(2026, 11, 14, 23, 59, tzinfo=ZONE), MonthState.NOT_DUE),
        ([], datetime(2026, 11, 15, tzinfo=ZONE), MonthState.DUE_SOON),
        ([], LAST_GOOD, MonthState.DUE_SOON),
        ([], FIRST_LATE, MonthState.MISSING),
        ([LAST_GOOD], FIRST_LATE, MonthState.ON_TIME),
        ([FIRST_LATE], FIRST_LATE, MonthState.LATE),
        ([FIRST_LATE, LAST_GOOD], FIRST_LATE, MonthState.ON_TIME),
        ([datetime(2026, 11, 1, tzinfo=ZONE)], LAST_GOOD, MonthState.ON_TIME),
    ],
)
def test_how_a_month_stands(
    received: list[datetime], now: datetime, expected: MonthState
) -> None:
    assert state(received, now) == expected


def test_with_a_minimum_of_two_the_second_decides() -> None:
    assert state([LAST_GOOD], FIRST_LATE, minimum=2) == MonthState.MISSING
    assert state([LAST_GOOD, FIRST_LATE], FIRST_LATE, minimum=2) == MonthState.LATE


def test_who_is_exempt_or_owes_nothing_is_never_missing() -> None:
    assert state([], FIRST_LATE, is_exempt=True) == MonthState.EXEMPT
    assert state([], FIRST_LATE, minimum=0) == MonthState.NOT_OWED


def test_months_go_back_over_the_new_year() -> None:
    assert months_before(date(2027, 1, 31), 2) == [
        date(2027, 1, 1),
        date(2026, 12, 1),
        date(2026, 11, 1),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(14, None), (15, 15), (18, 15), (19, 19), (20, 19), (21, None)],
)
def test_the_latest_day_of_reminding_that_has_come(
    day: int, expected: int | None
) -> None:
    assert reminder_due(date(2026, 11, day), (15, 19)) == expected
