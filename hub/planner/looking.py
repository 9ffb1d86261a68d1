"""Gathers what the planner's page shows of a draft. Any number of slots: as many queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.content.enums import ItemKind
from hub.content.models import ItemPage
from hub.content.queries import ItemRecord
from hub.displays.models import Cluster
from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.localrows import text_in
from hub.media.queries import small_pictures
from hub.planner.drafts import Draft, DraftSlot
from hub.planner.lengths import is_estimate, step_seconds
from hub.planner.sheet import COLOURS, Ruler, Ruling, Sheet, Showing, build_sheet
from hub.programmes.checks import Fault, Wish, find_faults
from hub.programmes.queries import ResolvedProgramme
from hub.programmes.schedules import Rehearsal, rehearse, special_days_between

WEEK = timedelta(days=7)
ICONS: Mapping[str, str] = {
    ItemKind.CLIP: "media",
    ItemKind.NOTICE: "warning",
    ItemKind.GALLERY: "image",
}


@dataclass(frozen=True)
class Row:
    """A slot as it is edited."""

    slot: DraftSlot
    showing: Showing
    picture: str
    has_picture: bool
    icon: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    cluster: ClusterFacts
    rows: tuple[Row, ...]
    sheet: Sheet
    faults: tuple[Fault, ...]


def look_at(draft: Draft, faults: Sequence[Fault] = ()) -> Look | None:
    """Of the seven days from now, or from the draft's beginning when that is later.

    None when its cluster is no longer shown anywhere.
    """
    cluster_row = Cluster.objects.get(pk=draft.programme.cluster_id)
    cluster = find_cluster(cluster_row.code)
    if cluster is None:
        return None
    zone = timezone.get_default_timezone()
    start = max(timezone.now().replace(second=0, microsecond=0), draft.begins)
    ids = {slot.item for slot in draft.slots}
    known = set(ItemPage.objects.filter(pk__in=ids).values_list("pk", flat=True))
    rehearsal = rehearse(
        cluster, draft.programme, draft.planned(known), start, start + WEEK
    )
    found = (*faults, *find_faults([_wish(slot) for slot in draft.slots], cluster_row))
    showings = _showings(draft, rehearsal, cluster)
    sheet = build_sheet(
        cluster,
        list(_windows(rehearsal, start + WEEK)),
        {str(showing.number): showing for showing in showings},
        special_days_between(cluster.code, start, start + WEEK),
        zone,
    )
    return Look(cluster, _rows(draft, showings, rehearsal, found), sheet, found)


def cluster_of(draft: Draft) -> ClusterFacts | None:
    return find_cluster(Cluster.objects.get(pk=draft.programme.cluster_id).code)


def _wish(slot: DraftSlot) -> Wish:
    return Wish(slot.item, slot.seconds, slot.frequency, slot.rule)


def _windows(
    rehearsal: Rehearsal, end: datetime
) -> Iterator[tuple[ResolvedProgramme, Ruling]]:
    ruling = zip(rehearsal.titles, rehearsal.is_draft, strict=True)
    for window, (title, is_draft) in zip(rehearsal.windows, ruling, strict=True):
        other = Ruler.OTHER if title else Ruler.FILLER
        ruler = Ruler.DRAFT if is_draft else other
        yield replace(window, until=min(window.until, end)), Ruling(ruler, title)


def _showings(
    draft: Draft, rehearsal: Rehearsal, cluster: ClusterFacts
) -> list[Showing]:
    records = rehearsal.records
    codes = sorted(
        {records[s.item].facts.agency.code for s in draft.slots if s.item in records}
    )
    colours = {code: number % COLOURS for number, code in enumerate(codes)}
    return [
        _showing(number, slot, records.get(slot.item), colours, cluster)
        for number, slot in enumerate(draft.slots)
    ]


def _showing(
    number: int,
    slot: DraftSlot,
    record: ItemRecord | None,
    colours: dict[str, int],
    cluster: ClusterFacts,
) -> Showing:
    if record is None:
        return Showing(
            number,
            _("(deleted item)"),
            "",
            "",
            "",
            "",
            0,
            (),
            (),
            slot.frequency,
            False,
        )
    item, reader = record.facts, get_language() or "vi"
    return Showing(
        number=number,
        title=record.title,
        kind_code=item.kind,
        kind=str(ItemKind(item.kind).label),
        agency=item.agency.code,
        agency_name=text_in(item.agency.names, reader, fallback=item.agency.code),
        colour=colours[item.agency.code],
        languages=tuple(c for c in cluster.languages if c in item.languages),
        steps=step_seconds(item, slot.seconds, cluster),
        frequency=slot.frequency,
        is_estimate=is_estimate(item, slot.seconds),
        row=slot.row,
    )


def _rows(
    draft: Draft,
    showings: Sequence[Showing],
    rehearsal: Rehearsal,
    faults: Sequence[Fault],
) -> tuple[Row, ...]:
    first = {
        pk: record.facts.pictures[0].file
        for pk, record in rehearsal.records.items()
        if record.facts.pictures
    }
    pictures = small_pictures(first.values())
    return tuple(
        Row(
            slot=slot,
            showing=showing,
            picture=pictures.get(first[slot.item].url, "")
            if slot.item in first
            else "",
            has_picture=slot.item in first,
            icon=ICONS.get(showing.kind_code, "doc-full"),
            messages=tuple(
                fault.message for fault in faults if fault.number == showing.number
            ),
        )
        for slot, showing in zip(draft.slots, showings, strict=True)
    )
