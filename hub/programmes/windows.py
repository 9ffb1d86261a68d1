"""When a slot is due, and when that next changes. Pure: no database, no clock.

A window begins on a local day and may run past midnight; the weekdays of a slot and of
a daypart speak of the day on which the window begins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """A stretch of the day on some weekdays. An end not after the start is tomorrow's."""

    start: time
    end: time
    weekdays: str


@dataclass(frozen=True)
class Span:
    """From an instant (always, when None) until another, which no longer belongs to it."""

    start: datetime | None
    end: datetime | None

    def contains(self, at: datetime) -> bool:
        return (self.start is None or self.start <= at) and (
            self.end is None or at < self.end
        )

    @property
    def edges(self) -> tuple[datetime, ...]:
        return tuple(edge for edge in (self.start, self.end) if edge)


@dataclass(frozen=True)
class Rule:
    """When a slot may be shown. Without hours: all day."""

    weekdays: str
    hours: tuple[Hours, ...]
    validity: Span


def is_due(rule: Rule, at: datetime, zone: tzinfo) -> bool:
    return rule.validity.contains(at) and any(
        window.contains(at) for window in _windows_around(rule, at, zone)
    )


def next_edge(
    rules: Iterable[Rule], spans: Iterable[Span], at: datetime, zone: tzinfo
) -> datetime:
    """The first instant after `at` at which the answer may change.

    Never later than the next local midnight: a stable instant, so that answers asked
    for at different times of a quiet day end at the same one.
    """
    edges = {end_of_day(at, zone)}
    for span in spans:
        edges.update(span.edges)
    for rule in rules:
        edges.update(rule.validity.edges)
        for window in _windows_around(rule, at, zone):
            edges.update(window.edges)
    return min(edge for edge in edges if edge > at)


def end_of_day(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + ONE_DAY, MIDNIGHT, zone)


def _windows_around(rule: Rule, at: datetime, zone: tzinfo) -> Iterator[Span]:
    """Of yesterday, for what runs past midnight, and of today."""
    today = at.astimezone(zone).date()
    for day in (today - ONE_DAY, today):
        yield from _windows_of_day(rule, day, zone)


def _windows_of_day(rule: Rule, day: date, zone: tzinfo) -> Iterator[Span]:
    weekday = str(day.isoweekday())
    if weekday not in rule.weekdays:
        return
    for hours in rule.hours or (Hours(MIDNIGHT, MIDNIGHT, rule.weekdays),):
        if weekday in hours.weekdays:
            last_day = day + ONE_DAY if hours.end <= hours.start else day
            yield Span(
                datetime.combine(day, hours.start, zone),
                datetime.combine(last_day, hours.end, zone),
            )
