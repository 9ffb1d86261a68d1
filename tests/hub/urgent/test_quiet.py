"""When a message may be heard, at every edge of the night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hub.urgent.quiet import QuietHours, is_heard

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2026, 8, day, hour, minute, tzinfo=ZONE)


def heard(start: datetime, end: datetime, hours: QuietHours | None = None) -> bool:
    return is_heard(hours or QuietHours(), start, end, ZONE, is_critical=False)


@pytest.mark.parametrize(
    ("start", "end", "is_loud"),
    [
        (at(6), at(22), True),
        (at(21, 59), at(22, 1), False),
        (at(5, 59), at(7), False),
        (at(23), at(23, 30), False),
        (at(0, 30), at(1), False),
        (at(12), at(12, day=4), False),
    ],
)
def test_what_reaches_into_the_night_makes_no_sound(
    start: datetime, end: datetime, is_loud: bool
) -> None:
    assert heard(start, end) is is_loud


def test_hours_of_one_day_are_kept_too() -> None:
    hours = QuietHours(time(12), time(13))

    assert not heard(at(12, 30), at(12, 40), hours)
    assert heard(at(13), at(20), hours)


def test_the_hours_are_local() -> None:
    """16:00 UTC is 23:00 here."""
    start = datetime(2026, 8, 3, 16, tzinfo=UTC)

    assert not heard(start, start + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("is_allowed", "is_critical", "is_loud"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_only_what_is_critical_is_heard_at_night_where_the_rule_says_so(
    is_allowed: bool, is_critical: bool, is_loud: bool
) -> None:
    hours = QuietHours(is_critical_heard=is_allowed)

    assert is_heard(hours, at(23), at(23, 30), ZONE, is_critical=is_critical) is is_loud
