"""What a cluster has to show at an instant, and what of it may not be shown, and why.

Of several valid programmes the one that began last wins; of two that began together,
the one that was made last. Any number of slots costs the same number of queries.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone, translation

from hub.content.queries import ItemFacts, ItemRecord, item_records
from hub.displays.queries import ClusterFacts, clusters
from hub.displays.queries import cluster as find_cluster
from hub.programmes.enums import ProblemCode
from hub.programmes.models import Daypart, Programme, Slot
from hub.programmes.validators import find_refusal
from hub.programmes.windows import Hours, Rule, Span, is_due, next_edge

NEWEST_FIRST = ("-valid_from", "-pk")
# What goes over the wire is for those who run the screens.
WIRE_LANGUAGE = "vi"

# By the id of the source-language page.
Records = dict[int, ItemRecord]


@dataclass(frozen=True)
class ResolvedSlot:
    """A slot that may be shown. Seconds are for each language; None is automatic."""

    id: str
    seconds: int | None
    item: ItemFacts


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


@dataclass(frozen=True)
class _Loaded:
    """What the database says of one cluster's programmes around an instant."""

    # Published and not over: valid now, or an edge to come.
    candidates: tuple[Programme, ...]
    # Of the one that is valid now, if any.
    slots: tuple[Slot, ...]


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
    loaded = _load(wanted, at)
    item_ids = {slot.item_id for one in loaded.values() for slot in one.slots}
    records = item_records(item_ids, on=at.astimezone(_zone()).date())
    return tuple(
        _resolve_one(cluster, loaded[cluster.code], records, at) for cluster in wanted
    )


def _resolve_one(
    cluster: ClusterFacts, loaded: _Loaded, records: Records, at: datetime
) -> ResolvedProgramme:
    due = [slot for slot in loaded.slots if is_due(_rule(slot), at, _zone())]
    playable, problems = _part(due, records, cluster, at)
    return ResolvedProgramme(
        cluster=cluster,
        at=at,
        until=_until(loaded, records, at),
        theme=cluster.theme,
        slots=playable,
        problems=problems,
    )


def _load(wanted: tuple[ClusterFacts, ...], at: datetime) -> dict[str, _Loaded]:
    """By the cluster's code."""
    programmes = Programme.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        cluster__code__in=[cluster.code for cluster in wanted],
        live=True,
    )
    candidates: dict[str, list[Programme]] = {one.code: [] for one in wanted}
    for programme in programmes.select_related("cluster").order_by(*NEWEST_FIRST):
        candidates[programme.cluster.code].append(programme)
    valid = {code: _valid_one(found, at) for code, found in candidates.items()}
    slots = _slots_of([one for one in valid.values() if one])
    return {
        code: _Loaded(tuple(found), slots.get(valid[code], ()))
        for code, found in candidates.items()
    }


def _valid_one(candidates: list[Programme], at: datetime) -> Programme | None:
    return next((one for one in candidates if one.valid_from <= at), None)


def _slots_of(programmes: list[Programme]) -> dict[Programme | None, tuple[Slot, ...]]:
    # The base manager: nobody reads a daypart's names here.
    dayparts = Prefetch("dayparts", queryset=Daypart._base_manager.all())
    slots = Slot.objects.prefetch_related(dayparts)
    prefetch_related_objects(programmes, Prefetch("slots", queryset=slots))
    return {programme: tuple(programme.slots.all()) for programme in programmes}


def _rule(slot: Slot) -> Rule:
    return Rule(
        weekdays=slot.weekdays,
        hours=tuple(
            Hours(daypart.start, daypart.end, daypart.weekdays)
            for daypart in slot.dayparts.all()
        ),
        validity=Span(slot.valid_from, slot.valid_until),
    )


def _part(
    due: list[Slot], records: Records, cluster: ClusterFacts, at: datetime
) -> tuple[tuple[ResolvedSlot, ...], tuple[Problem, ...]]:
    """The due slots that may be shown, and those that may not."""
    playable, problems = [], []
    for slot in due:
        item = records[slot.item_id]
        with translation.override(WIRE_LANGUAGE):
            refusal = find_refusal(item, cluster, at)
        if refusal is None:
            playable.append(ResolvedSlot(str(slot.pk), slot.seconds, item.facts))
        else:
            problems.append(
                Problem(str(slot.pk), item.title, refusal.code, refusal.message)
            )
    return tuple(playable), tuple(problems)


def _until(loaded: _Loaded, records: Records, at: datetime) -> datetime:
    spans = [Span(one.valid_from, one.valid_until) for one in loaded.candidates]
    spans += [Span(None, records[slot.item_id].expires) for slot in loaded.slots]
    return next_edge([_rule(slot) for slot in loaded.slots], spans, at, _zone())


def _zone() -> tzinfo:
    return timezone.get_default_timezone()
