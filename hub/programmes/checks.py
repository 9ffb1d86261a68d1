"""What may not stand in a programme: what may not be shown, what is beyond an agreement.

One decision for the form, which refuses, and for who plans before anything is saved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.agencies.queries import agencies_in_force
from hub.content.enums import ItemKind
from hub.content.queries import ItemFacts, ItemRecord, item_records
from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.programmes.airtime import Claim, Excess, find_excesses
from hub.programmes.languages import step_count
from hub.programmes.validators import find_refusal
from hub.programmes.windows import Calendar, Rule, due_between


@dataclass(frozen=True)
class Wish:
    """A slot that somebody wants: of which item (by its id), how long, how often, when."""

    item: int
    seconds: int | None
    frequency: int
    rule: Rule


@dataclass(frozen=True)
class Fault:
    """Why the wish with that number is refused; `field` is where it is to be mended."""

    number: int
    field: str
    message: str


def find_faults(wishes: Sequence[Wish], cluster: Any) -> list[Fault]:
    """In the reader's language. Any number of wishes costs the same number of queries."""
    facts = find_cluster(cluster.code)
    if facts is None:
        return []
    now = timezone.now()
    records = item_records({wish.item for wish in wishes}, on=timezone.localdate(now))
    faults = list(_refused(wishes, records, facts, now))
    bad = {fault.number for fault in faults}
    good = [number for number in range(len(wishes)) if number not in bad]
    return [*faults, *_beyond_agreement(good, wishes, records, facts, cluster)]


def _refused(
    wishes: Sequence[Wish],
    records: dict[int, ItemRecord],
    facts: ClusterFacts,
    now: datetime,
) -> Iterator[Fault]:
    for number, wish in enumerate(wishes):
        record = records.get(wish.item)
        if record is None:
            yield Fault(number, "item", _gone())
        elif refusal := find_refusal(record, facts, now):
            yield Fault(number, "item", refusal.message)


def _gone() -> str:
    """A draft may still name what was deleted since."""
    return _("This item is not there any more. Take it out of the programme.")


def _beyond_agreement(
    numbers: Sequence[int],
    wishes: Sequence[Wish],
    records: dict[int, ItemRecord],
    facts: ClusterFacts,
    cluster: Any,
) -> Iterator[Fault]:
    """What is sure to be left out of the loops is refused here already (Đ9.2)."""
    agreements = agreements_today(cluster)
    if not agreements:
        return
    items = [records[wishes[number].item].facts for number in numbers]
    claims = [
        Claim(item.agency.code, seconds_in_loop(wishes[number], item, facts))
        for number, item in zip(numbers, items, strict=True)
    ]
    agreed = {code: row.seconds_per_loop for code, row in agreements.items()}
    week = _week_of([wishes[number].rule for number in numbers])
    for place, excess in find_excesses(claims, agreed, week).items():
        agreement = agreements[claims[place].agency]
        message = _excess_message(excess, agreement)
        yield Fault(numbers[place], "seconds", message)


def agreements_today(cluster: Any) -> dict[str, Any]:
    """Those that hold today, by the code of the agency that stands there today."""
    today = timezone.localdate()
    in_force = agencies_in_force(today)
    rows = cluster.agreements.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today
    )
    return {in_force[row.agency_id].code: row for row in rows}


def seconds_in_loop(wish: Wish, item: ItemFacts, cluster: ClusterFacts) -> int:
    """Nothing where the renderer decides: a clip is never longer than itself."""
    if not wish.seconds or item.kind == ItemKind.CLIP:
        return 0
    return int(wish.seconds * step_count(item, cluster) * wish.frequency)


def _week_of(rules: list[Rule]) -> Iterable[tuple[datetime, tuple[int, ...]]]:
    """Of ordinary days: each special day is looked at by the renderer."""
    now, calendar = timezone.now(), Calendar(timezone.get_default_timezone())
    return due_between(rules, now, now + timedelta(days=7), calendar)


def _excess_message(excess: Excess, agreement: Any) -> str:
    message = _(
        "With this slot, %(agency)s would fill %(used)s s of each loop from %(when)s on; "
        "%(agreed)s s are agreed (%(reference)s; Đ9.2, Đ14.3.a). Shorten it, show it "
        "less often or at another hour, or agree on more airtime first."
    )
    return message % {
        "agency": agreement.agency,
        "used": excess.used_seconds,
        "agreed": excess.agreed_seconds,
        "reference": agreement.reference,
        "when": date_format(timezone.localtime(excess.at), "SHORT_DATETIME_FORMAT"),
    }
