"""What a cluster has to show in the days to come, window after window.

Items and slots are said once, however many windows show them; any number of windows
costs the same number of queries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.localrows import name_of
from hub.programmes.loading import AirtimeFacts, Loaded, PlannedSlot, load
from hub.programmes.models import Programme, SpecialDay
from hub.programmes.queries import (
    Problem,
    Records,
    ResolvedProgramme,
    ResolvedSlot,
    records_of,
    resolve_at,
)

LONGEST = timedelta(days=8)


@dataclass(frozen=True)
class ScheduledWindow:
    """`slots` are the ids of what is shown, in order."""

    at: datetime
    until: datetime
    theme: str
    variant: str
    is_quiet: bool
    airtime: tuple[AirtimeFacts, ...]
    slots: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Schedule:
    """Windows without a gap from the first instant asked for to the last."""

    cluster: ClusterFacts
    slots: tuple[ResolvedSlot, ...]
    windows: tuple[ScheduledWindow, ...]


def resolve_schedule(
    cluster_code: str, start: datetime, end: datetime
) -> Schedule | None:
    """None when there is no such cluster. The end must come after the start."""
    cluster = find_cluster(cluster_code)
    if cluster is None:
        return None
    programmes = list(resolve_between(cluster, start, end))
    slots = {slot.id: slot for one in programmes for slot in one.slots}
    return Schedule(
        cluster=cluster,
        slots=tuple(slots.values()),
        windows=tuple(_window(one, min(one.until, end)) for one in programmes),
    )


def resolve_between(
    cluster: ClusterFacts, start: datetime, end: datetime
) -> Iterator[ResolvedProgramme]:
    """One programme after another; the last may go on beyond the end."""
    loaded = load([cluster.code], start, end)[cluster.code]
    return _walk(cluster, loaded, records_of([loaded], start), start, end)


@dataclass(frozen=True)
class Rehearsal:
    """What would be shown if a draft were published, and by which programmes."""

    windows: tuple[ResolvedProgramme, ...]
    titles: tuple[str, ...]  # of the programme that rules each window; "" is none
    is_draft: tuple[bool, ...]
    records: Records


def rehearse(
    cluster: ClusterFacts,
    draft: Programme,
    slots: tuple[PlannedSlot, ...],
    start: datetime,
    end: datetime,
) -> Rehearsal:
    """Nothing is saved. Any number of slots costs the same number of queries."""
    loaded = load([cluster.code], start, end)[cluster.code].with_draft(draft, slots)
    records = records_of([loaded], start)
    windows = tuple(_walk(cluster, loaded, records, start, end))
    ruling = [loaded.programme_at(window.at) for window in windows]
    return Rehearsal(
        windows=windows,
        titles=tuple(one.title if one else "" for one in ruling),
        is_draft=tuple(one is draft for one in ruling),
        records=records,
    )


def _walk(
    cluster: ClusterFacts,
    loaded: Loaded,
    records: Records,
    start: datetime,
    end: datetime,
) -> Iterator[ResolvedProgramme]:
    at = start
    while at < end:
        programme = resolve_at(cluster, loaded, records, at)
        yield programme
        at = programme.until


def special_days_between(
    cluster_code: str, start: datetime, end: datetime
) -> dict[date, str]:
    """What the special days are called that rule on these dates, by the date."""
    calendar = load([cluster_code], start, end)[cluster_code].calendar
    first, last = timezone.localdate(start), timezone.localdate(end)
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = {day: special for day in dates if (special := calendar.special_on(day))}
    rows = SpecialDay.objects.in_bulk([special.id for special in found.values()])
    return {day: name_of(rows[special.id]) for day, special in found.items()}


def _window(programme: ResolvedProgramme, until: datetime) -> ScheduledWindow:
    return ScheduledWindow(
        at=programme.at,
        until=until,
        theme=programme.theme,
        variant=programme.variant,
        is_quiet=programme.is_quiet,
        airtime=programme.airtime,
        slots=tuple(slot.id for slot in programme.slots),
        problems=programme.problems,
    )
