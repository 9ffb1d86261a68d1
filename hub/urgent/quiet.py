"""Whether a message may be heard: never in quiet hours, unless the rule says so. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True)
class QuietHours:
    """Of every day; an end not after the start is tomorrow's."""

    start: time = time(22)
    end: time = time(6)
    is_critical_heard: bool = False


def is_heard(
    hours: QuietHours,
    start: datetime,
    end: datetime,
    zone: tzinfo,
    *,
    is_critical: bool,
) -> bool:
    """The sound is part of the loop: what reaches into quiet hours makes none at all."""
    if is_critical and hours.is_critical_heard:
        return True
    return not any(
        since < end and start < until
        for since, until in _nights(hours, start, end, zone)
    )


def _nights(
    hours: QuietHours, start: datetime, end: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(zone).date() - timedelta(days=1)
    last = end.astimezone(zone).date()
    while day <= last:
        since = datetime.combine(day, hours.start, zone)
        until = datetime.combine(day, hours.end, zone)
        if until <= since:
            until += timedelta(days=1)
        yield since, until
        day += timedelta(days=1)
