"""When the contribution of a month is due, and how a month stands (Đ12.2). Pure.

"Vào ngày 20 hằng tháng" includes the 20th: on time is what came before the 21st begins.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from hub.contributions.enums import MonthState

DUE_DAY = 20


def month_of(day: date) -> date:
    """A month is known by its first day."""
    return day.replace(day=1)


def months_before(month: date, count: int) -> list[date]:
    """The month and `count` before it, the latest first."""
    found = [month_of(month)]
    for _ in range(count):
        found.append(month_of(found[-1] - timedelta(days=1)))
    return found


def due_before(month: date, zone: tzinfo) -> datetime:
    """The first instant that is too late."""
    return datetime.combine(month.replace(day=DUE_DAY + 1), time(0), zone)


def is_on_time(received: datetime, month: date, zone: tzinfo) -> bool:
    return received < due_before(month, zone)


def state_of_month(
    month: date,
    received: Iterable[datetime],
    now: datetime,
    *,
    minimum: int,
    soon_from_day: int,
    zone: tzinfo,
    is_exempt: bool = False,
) -> MonthState:
    """`received` are the instants at which what counts for the month came in."""
    if is_exempt:
        return MonthState.EXEMPT
    if minimum == 0:
        return MonthState.NOT_OWED
    instants = sorted(received)
    if len(instants) >= minimum:
        on_time = is_on_time(instants[minimum - 1], month, zone)
        return MonthState.ON_TIME if on_time else MonthState.LATE
    if now >= due_before(month, zone):
        return MonthState.MISSING
    soon = datetime.combine(month.replace(day=soon_from_day), time(0), zone)
    return MonthState.DUE_SOON if now >= soon else MonthState.NOT_DUE


def reminder_due(today: date, days: Sequence[int]) -> int | None:
    """The latest of `days` in this month that has come; none once the month is over.

    A reminder that a stopped machine missed is made up for, but only the latest.
    """
    if today.day > DUE_DAY:
        return None
    return max((day for day in days if day <= today.day), default=None)
