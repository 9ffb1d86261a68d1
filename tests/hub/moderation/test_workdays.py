"""Working hours: nights, the noon break, weekends, holidays and make-up days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.moderation.workdays import WorkCalendar, due_after, working_hours_between

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLAIN = WorkCalendar(ZONE)
TET = WorkCalendar(
    ZONE,
    holidays=frozenset(date(2026, 2, day) for day in range(16, 21)),
    made_up=frozenset({date(2026, 2, 28)}),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23 08:00", "2026-11-23 09:30", 1.5),
        ("2026-11-23 07:30", "2026-11-23 17:30", 8),
        ("2026-11-23 11:00", "2026-11-23 14:00", 1),
        ("2026-11-23 11:30", "2026-11-23 13:30", 0),
        ("2026-11-23 05:00", "2026-11-23 07:30", 0),
        ("2026-11-23 17:30", "2026-11-24 07:30", 0),
        ("2026-11-23 17:00", "2026-11-24 08:00", 1),
        ("2026-11-27 17:00", "2026-11-30 08:00", 1),
        ("2026-11-28 08:00", "2026-11-29 17:00", 0),
        ("2026-11-23 00:00", "2026-11-30 00:00", 40),
        ("2026-11-23 09:00", "2026-11-23 09:00", 0),
        ("2026-11-23 10:00", "2026-11-23 09:00", 0),
    ],
)
def test_only_hours_of_work_are_counted(start: str, end: str, hours: float) -> None:
    assert working_hours_between(at(start), at(end), PLAIN) == hours


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-02-13 16:30", "2026-02-23 08:30", 2),
        ("2026-02-28 00:00", "2026-03-01 00:00", 8),
        ("2026-02-16 00:00", "2026-02-21 00:00", 0),
    ],
)
def test_holidays_are_free_and_make_up_days_are_worked(
    start: str, end: str, hours: float
) -> None:
    assert working_hours_between(at(start), at(end), TET) == hours


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 08:00", 0, "2026-11-23 08:00"),
        ("2026-11-23 08:00", 2, "2026-11-23 10:00"),
        ("2026-11-23 11:00", 1, "2026-11-23 14:00"),
        ("2026-11-23 16:00", 4, "2026-11-24 10:00"),
        ("2026-11-27 16:30", 8, "2026-11-30 16:30"),
        ("2026-11-28 10:00", 4, "2026-11-30 11:30"),
        ("2026-11-23 22:00", 8, "2026-11-24 17:30"),
    ],
)
def test_a_time_of_work_ends_in_working_hours(
    start: str, hours: float, due: str
) -> None:
    assert due_after(at(start), hours, PLAIN) == at(due)


def test_the_days_are_those_of_the_province() -> None:
    # 23:00 on Sunday in London is 06:00 on Monday in Lào Cai.
    start = datetime(2026, 11, 22, 23, tzinfo=UTC)

    assert due_after(start, 1, PLAIN) == at("2026-11-23 08:30")


@pytest.mark.parametrize("hours", [0.5, 3, 8, 17, 40])
def test_what_is_due_after_some_hours_lies_so_many_hours_ahead(hours: float) -> None:
    start = at("2026-02-13 15:10")

    assert working_hours_between(start, due_after(start, hours, TET), TET) == hours
