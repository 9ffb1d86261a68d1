"""When a slot is due, and when that next changes. Pure: no database, no clock.

A window begins on a local day and may run past midnight; the weekdays of a slot and of
a daypart speak of the day on which the window begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

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
class Special:
    """Dates, both included, that are as on `weekday`.

    Without a weekday, only what is marked for them is shown on them.
    """

    id: int
    first: date
    last: date
    weekday: str | None


@dataclass(frozen=True)
class Calendar:
    """Which local days are special. Of several on one date the first given rules."""

    zone: tzinfo
    specials: tuple[Special, ...] = ()

    def special_on(self, day: date) -> Special | None:
        return next((s for s in self.specials if s.first <= day <= s.last), None)


@dataclass(frozen=True)
class Rule:
    """When a slot may be shown. Without hours: all day.

    `only_on` names the special days it is marked for; with none it is for ordinary ones.
    """

    weekdays: str
    hours: tuple[Hours, ...]
    validity: Span
    only_on: frozenset[int] = frozenset()

    def weekday_on(self, day: date, special: Special | None) -> str | None:
        """By which weekday's hours the day goes; None when it is not shown at all."""
        if self.only_on and (special is None or special.id not in self.only_on):
            return None
        if special is None:
            return str(day.isoweekday())
        if special.weekday is None and self.only_on:
            return str(day.isoweekday())
        return special.weekday


def is_due(rule: Rule, at: datetime, calendar: Calendar) -> bool:
    return rule.validity.contains(at) and any(
        window.contains(at) for window in _windows_around(rule, at, calendar)
    )


def next_edge(
    rules: Iterable[Rule], spans: Iterable[Span], at: datetime, calendar: Calendar
) -> datetime:
    """The first instant after `at` at which the answer may change.

    Never later than the next local midnight: a stable instant, so that answers asked
    for at different times of a quiet day end at the same one.
    """
    edges = {end_of_day(at, calendar.zone)}
    for span in spans:
        edges.update(span.edges)
    for rule in rules:
        edges.update(rule.validity.edges)
        for window in _windows_around(rule, at, calendar):
            edges.update(window.edges)
    return min(edge for edge in edges if edge > at)


def due_between(
    rules: Sequence[Rule], start: datetime, end: datetime, calendar: Calendar
) -> Iterator[tuple[datetime, tuple[int, ...]]]:
    """From each edge on, which of the rules are due, by their number."""
    at = start
    while at < end:
        yield (
            at,
            tuple(n for n, rule in enumerate(rules) if is_due(rule, at, calendar)),
        )
        at = next_edge(rules, [], at, calendar)


def end_of_day(at: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + ONE_DAY, MIDNIGHT, zone)


def _windows_around(rule: Rule, at: datetime, calendar: Calendar) -> Iterator[Span]:
    """Of yesterday, for what runs past midnight, and of today."""
    today = at.astimezone(calendar.zone).date()
    for day in (today - ONE_DAY, today):
        yield from _windows_of_day(rule, day, calendar)


# A week is asked for at every edge of it, and each day at every edge of the day.
@lru_cache(maxsize=4096)
def _windows_of_day(rule: Rule, day: date, calendar: Calendar) -> tuple[Span, ...]:
    weekday = rule.weekday_on(day, calendar.special_on(day))
    if weekday is None or weekday not in rule.weekdays:
        return ()
    return tuple(
        _window(day, hours, calendar.zone)
        for hours in rule.hours or (Hours(MIDNIGHT, MIDNIGHT, rule.weekdays),)
        if weekday in hours.weekdays
    )


def _window(day: date, hours: Hours, zone: tzinfo) -> Span:
    last_day = day + ONE_DAY if hours.end <= hours.start else day
    return Span(
        datetime.combine(day, hours.start, zone),
        datetime.combine(last_day, hours.end, zone),
    )
