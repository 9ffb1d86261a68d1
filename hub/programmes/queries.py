"""What a cluster has to show at an instant, and what of it may not be shown, and why.

Of several valid programmes the one that began last wins; of two that began together,
the one that was made last. Any number of slots costs the same number of queries. The
days to come, window after window: `schedules`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from hub.content.queries import ItemFacts, ItemRecord, item_records
from hub.displays.queries import ClusterFacts, DayHours, clusters
from hub.displays.queries import cluster as find_cluster
from hub.lib.weekdays import EVERY_DAY
from hub.programmes.enums import ProblemCode
from hub.programmes.languages import as_shown
from hub.programmes.loading import AirtimeFacts, Loaded, PlannedSlot, load
from hub.programmes.validators import find_refusal
from hub.programmes.windows import (
    Calendar,
    Hours,
    Rule,
    Span,
    end_of_day,
    is_due,
    next_edge,
)

# What goes over the wire is for those who run the screens.
WIRE_LANGUAGE = "vi"
DAY, NIGHT = "day", "night"

# By the id of the source-language page.
Records = dict[int, ItemRecord]


@dataclass(frozen=True)
class ResolvedSlot:
    """A slot that may be shown. Seconds are for each language; None is automatic."""

    id: str
    seconds: int | None
    item: ItemFacts
    frequency: int = 1
    # The languages in which no face shows it.
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A slot that is due and may not be shown. The message is Vietnamese."""

    slot_id: str
    title: str
    code: ProblemCode
    message: str


@dataclass(frozen=True)
class ResolvedProgramme:
    cluster: ClusterFacts
    at: datetime
    until: datetime
    theme: str
    slots: tuple[ResolvedSlot, ...]
    problems: tuple[Problem, ...]
    variant: str = DAY
    is_quiet: bool = False
    airtime: tuple[AirtimeFacts, ...] = ()


def resolve_programme(cluster_code: str, at: datetime) -> ResolvedProgramme | None:
    """None when there is no such cluster. Without a valid programme: no slots."""
    cluster = find_cluster(cluster_code)
    return _resolve((cluster,), at)[0] if cluster else None


def resolve_programmes(at: datetime) -> tuple[ResolvedProgramme, ...]:
    """Of every cluster that is operating or being tested, in the order of its code."""
    return _resolve(clusters(), at)


def _resolve(
    wanted: tuple[ClusterFacts, ...], at: datetime
) -> tuple[ResolvedProgramme, ...]:
    zone = timezone.get_default_timezone()
    loaded = load([cluster.code for cluster in wanted], at, end_of_day(at, zone))
    records = records_of(loaded.values(), at)
    return tuple(
        resolve_at(cluster, loaded[cluster.code], records, at) for cluster in wanted
    )


def records_of(loaded: Iterable[Loaded], at: datetime) -> Records:
    """Every item that one of the slots shows, as the agencies stand on that day."""
    ids = {slot.item_id for one in loaded for slot in one.every_slot}
    return item_records(ids, on=timezone.localdate(at))


def resolve_at(
    cluster: ClusterFacts, loaded: Loaded, records: Records, at: datetime
) -> ResolvedProgramme:
    """Of what was loaded for a stretch of time, what is shown at an instant of it."""
    slots, calendar = loaded.slots_at(at), loaded.calendar
    due = [slot for slot in slots if is_due(slot.rule, at, calendar)]
    playable, problems = _part(due, records, cluster, at)
    return ResolvedProgramme(
        cluster=cluster,
        at=at,
        until=_until(cluster, loaded, records, at),
        theme=cluster.theme,
        slots=playable,
        problems=problems,
        variant=NIGHT if _is_within(cluster.night_hours, at, calendar) else DAY,
        is_quiet=_is_within(cluster.quiet_hours, at, calendar),
        airtime=loaded.airtime_on(timezone.localdate(at)),
    )


def _is_within(hours: DayHours | None, at: datetime, calendar: Calendar) -> bool:
    """Quiet and dark it is on special days too."""
    return hours is not None and is_due(_every_day(hours), at, Calendar(calendar.zone))


def _every_day(hours: DayHours) -> Rule:
    window = Hours(hours.start, hours.end, EVERY_DAY)
    return Rule(EVERY_DAY, (window,), Span(None, None))


def _part(
    due: list[PlannedSlot], records: Records, cluster: ClusterFacts, at: datetime
) -> tuple[tuple[ResolvedSlot, ...], tuple[Problem, ...]]:
    """The due slots that may be shown, and those that may not."""
    playable, problems = [], []
    for slot in due:
        item = records[slot.item_id]
        with translation.override(WIRE_LANGUAGE):
            refusal = find_refusal(item, cluster, at)
        if refusal is None:
            shown = as_shown(item.facts, cluster)
            playable.append(
                ResolvedSlot(
                    id=slot.id,
                    seconds=slot.seconds,
                    item=shown.item,
                    frequency=slot.frequency,
                    left_out=shown.left_out,
                )
            )
        else:
            problems.append(Problem(slot.id, item.title, refusal.code, refusal.message))
    return tuple(playable), tuple(problems)


def _until(
    cluster: ClusterFacts, loaded: Loaded, records: Records, at: datetime
) -> datetime:
    slots, hours = loaded.slots_at(at), (cluster.quiet_hours, cluster.night_hours)
    spans = [Span(one.valid_from, one.valid_until) for one in loaded.candidates]
    spans += [Span(None, records[slot.item_id].expires) for slot in slots]
    rules = [slot.rule for slot in slots]
    rules_of_day = [_every_day(one) for one in hours if one]
    plain = Calendar(loaded.calendar.zone)
    return min(
        next_edge(rules, spans, at, loaded.calendar),
        next_edge(rules_of_day, [], at, plain),
    )
