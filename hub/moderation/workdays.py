"""Working hours between two instants, and when a time of work is over. Pure.

Monday to Friday, holidays apart, and the days worked to make up for others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
FRIDAY = 5
# The hours of a provincial office.
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))


@dataclass(frozen=True)
class WorkCalendar:
    zone: tzinfo
    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def is_worked(self, day: date) -> bool:
        if day in self.made_up:
            return True
        return day.isoweekday() <= FRIDAY and day not in self.holidays


def working_hours_between(
    start: datetime, end: datetime, calendar: WorkCalendar
) -> float:
    """Nothing when the end does not come after the start."""
    if end <= start:
        return 0
    worked = timedelta()
    for opens, closes in _stretches(start, calendar):
        if opens >= end:
            break
        worked += min(closes, end) - max(opens, start)
    return worked / timedelta(hours=1)


def due_after(start: datetime, hours: float, calendar: WorkCalendar) -> datetime:
    """The instant at which so many working hours have gone by."""
    left = timedelta(hours=hours)
    for opens, closes in _stretches(start, calendar):
        begins = max(opens, start)
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    raise AssertionError("there is always another working day")


def _stretches(
    since: datetime, calendar: WorkCalendar
) -> Iterator[tuple[datetime, datetime]]:
    """Of work, from the one that an instant lies in or comes before."""
    day = since.astimezone(calendar.zone).date()
    while True:
        for first, last in OFFICE_HOURS if calendar.is_worked(day) else ():
            closes = datetime.combine(day, last, calendar.zone)
            if closes > since:
                yield datetime.combine(day, first, calendar.zone), closes
        day += ONE_DAY
