"""Reads what the database says of clusters' programmes over a stretch of time.

Any number of clusters, programmes and slots costs the same number of queries.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from hub.agencies.queries import agencies_in_force
from hub.displays.models import Cluster
from hub.programmes.enums import SpecialRule
from hub.programmes.models import (
    AirtimeAgreement,
    Daypart,
    Programme,
    Slot,
    SpecialDay,
)
from hub.programmes.windows import Calendar, Hours, Rule, Span, Special

NEWEST_FIRST = ("-valid_from", "-pk")


@dataclass(frozen=True)
class AirtimeFacts:
    """How much of each loop an agency may fill by itself, by its code, and the paper."""

    agency: str
    seconds_per_loop: int
    reference: str


@dataclass(frozen=True)
class PlannedSlot:
    """A slot, saved or only thought of: what of which item, and when."""

    id: str
    item_id: int
    seconds: int | None
    frequency: int
    rule: Rule


@dataclass(frozen=True)
class Term:
    """An agreement and its days, both included."""

    facts: AirtimeFacts
    first: date
    last: date | None

    def contains(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Loaded:
    """Of one cluster. Candidates are the programmes not over, the newest first."""

    candidates: tuple[Programme, ...]
    calendar: Calendar
    terms: tuple[Term, ...] = ()
    slots: dict[int, tuple[PlannedSlot, ...]] = field(default_factory=dict)

    def programme_at(self, at: datetime) -> Programme | None:
        return _valid_one(self.candidates, at)

    def slots_at(self, at: datetime) -> tuple[PlannedSlot, ...]:
        programme = self.programme_at(at)
        return self.slots.get(programme.pk, ()) if programme else ()

    @property
    def every_slot(self) -> list[PlannedSlot]:
        return [slot for slots in self.slots.values() for slot in slots]

    def with_draft(
        self, programme: Programme, slots: tuple[PlannedSlot, ...]
    ) -> "Loaded":
        """As if this draft had been published: it stands in for what is published."""
        others = [one for one in self.candidates if one.pk != programme.pk]
        candidates = sorted(
            [*others, programme], key=lambda one: (one.valid_from, one.pk), reverse=True
        )
        return replace(
            self,
            candidates=tuple(candidates),
            slots={**self.slots, programme.pk: slots},
        )

    def airtime_on(self, day: date) -> tuple[AirtimeFacts, ...]:
        """One for each agency; what two gave that became one agency adds up."""
        found: dict[str, AirtimeFacts] = {}
        for term in self.terms:
            if term.contains(day):
                facts = term.facts
                before = found.get(facts.agency)
                found[facts.agency] = _added(before, facts) if before else facts
        return tuple(found[agency] for agency in sorted(found))


def load(
    cluster_codes: Collection[str], start: datetime, end: datetime
) -> dict[str, Loaded]:
    """By the cluster's code."""
    candidates = _candidates(cluster_codes, start, end)
    slots = _slots_of(
        programme
        for found in candidates.values()
        for programme in _ever_valid(found, start, end)
    )
    specials = _specials(cluster_codes, start)
    terms = _terms(cluster_codes, timezone.localdate(start))
    zone = timezone.get_default_timezone()
    return {
        code: Loaded(
            candidates=tuple(found),
            calendar=Calendar(zone, specials[code]),
            terms=tuple(terms[code]),
            slots={one.pk: slots[one.pk] for one in found if one.pk in slots},
        )
        for code, found in candidates.items()
    }


def items_shown(at: datetime) -> dict[str, frozenset[int]]:
    """The items that each cluster shows then or later, by its code. One query."""
    rows = Slot.objects.filter(
        Q(programme__valid_until__isnull=True) | Q(programme__valid_until__gt=at),
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        programme__live=True,
    )
    found: dict[str, set[int]] = {}
    for code, item in rows.values_list("programme__cluster__code", "item_id"):
        found.setdefault(code, set()).add(item)
    return {code: frozenset(items) for code, items in found.items()}


def _candidates(
    cluster_codes: Collection[str], start: datetime, end: datetime
) -> dict[str, list[Programme]]:
    """Published, not over at the start, begun before the end."""
    programmes = Programme.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=start),
        cluster__code__in=cluster_codes,
        valid_from__lt=end,
        live=True,
    )
    found: dict[str, list[Programme]] = {code: [] for code in cluster_codes}
    for programme in programmes.select_related("cluster").order_by(*NEWEST_FIRST):
        found[programme.cluster.code].append(programme)
    return found


def _ever_valid(
    candidates: list[Programme], start: datetime, end: datetime
) -> set[Programme]:
    """Those that win at some time: only between two edges does nothing change."""
    spans = [Span(one.valid_from, one.valid_until) for one in candidates]
    edges = {edge for span in spans for edge in span.edges if start < edge < end}
    winners = {_valid_one(candidates, at) for at in {start, *edges}}
    return {programme for programme in winners if programme}


def _valid_one(candidates: Iterable[Programme], at: datetime) -> Programme | None:
    valid = (c for c in candidates if Span(c.valid_from, c.valid_until).contains(at))
    return next(valid, None)


def _slots_of(programmes: Iterable[Programme]) -> dict[int, tuple[PlannedSlot, ...]]:
    """By the programme's id."""
    # The base managers: nobody reads the names here.
    dayparts = Prefetch("dayparts", queryset=Daypart._base_manager.all())
    specials = Prefetch("special_days", queryset=SpecialDay._base_manager.all())
    slots = Slot.objects.prefetch_related(dayparts, specials)
    listed = list(programmes)
    prefetch_related_objects(listed, Prefetch("slots", queryset=slots))
    return {
        programme.pk: tuple(_planned(slot) for slot in programme.slots.all())
        for programme in listed
    }


def _planned(slot: Slot) -> PlannedSlot:
    specials = frozenset(special.pk for special in slot.special_days.all())
    return PlannedSlot(
        id=str(slot.pk),
        item_id=slot.item_id,
        seconds=slot.seconds,
        frequency=slot.frequency,
        rule=Rule(
            weekdays=slot.weekdays,
            hours=hours_of(slot.dayparts.all()),
            validity=Span(slot.valid_from, slot.valid_until),
            only_on=specials,
        ),
    )


def hours_of(dayparts: Iterable[Daypart]) -> tuple[Hours, ...]:
    return tuple(Hours(one.start, one.end, one.weekdays) for one in dayparts)


def _specials(
    cluster_codes: Collection[str], start: datetime
) -> dict[str, tuple[Special, ...]]:
    """What names the cluster comes before what is for all; then what began last."""
    # A night that began the day before still goes by that day's rule.
    first_needed = timezone.localdate(start) - date.resolution
    rows = SpecialDay._base_manager.filter(last_day__gte=first_needed)
    named = Prefetch("clusters", queryset=Cluster._base_manager.all())
    found: dict[str, list[tuple[bool, Special]]] = {code: [] for code in cluster_codes}
    for row in rows.order_by("-first_day", "-pk").prefetch_related(named):
        codes = [cluster.code for cluster in row.clusters.all()]
        for code in codes or cluster_codes:
            if code in found:
                found[code].append((not codes, _special(row)))
    return {
        code: tuple(special for _, special in sorted(rows, key=lambda row: row[0]))
        for code, rows in found.items()
    }


def _special(row: SpecialDay) -> Special:
    is_weekday = row.rule != SpecialRule.ONLY_MARKED
    return Special(
        row.pk, row.first_day, row.last_day, row.rule if is_weekday else None
    )


def _terms(cluster_codes: Collection[str], day: date) -> dict[str, list[Term]]:
    rows = AirtimeAgreement.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        cluster__code__in=cluster_codes,
    )
    found: dict[str, list[Term]] = {code: [] for code in cluster_codes}
    agreements = list(rows.select_related("cluster").order_by("pk"))
    in_force = agencies_in_force(day) if agreements else {}
    for row in agreements:
        facts = AirtimeFacts(
            in_force[row.agency_id].code, row.seconds_per_loop, row.reference
        )
        found[row.cluster.code].append(Term(facts, row.valid_from, row.valid_until))
    return found


def _added(one: AirtimeFacts, other: AirtimeFacts) -> AirtimeFacts:
    return AirtimeFacts(
        one.agency,
        one.seconds_per_loop + other.seconds_per_loop,
        f"{one.reference}; {other.reference}",
    )
