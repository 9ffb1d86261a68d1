"""A programme as its newest draft has it, and as somebody would have it instead.

Read from what the revision wrote down: Wagtail's own way back to rows asks the database
anew for each slot. Nothing here is ever saved.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hub.lib.localrows import name_of
from hub.lib.weekdays import EVERY_DAY, WEEKDAYS
from hub.programmes.checks import Fault
from hub.programmes.loading import PlannedSlot, hours_of
from hub.programmes.models import Daypart, Programme, Slot, SpecialDay
from hub.programmes.windows import Rule, Span

MOST_SLOTS = 300
# What comes of reading something else as a plan; brackets may be nested without an end.
_NO_PLAN = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
ALWAYS = Rule(EVERY_DAY, (), Span(None, None))


class PlanError(Exception):
    """What was sent is no plan: says what to do."""


@dataclass(frozen=True)
class DraftSlot:
    """`place` is where it stands in the revision; a new slot has none.

    `row` is the id of the published slot that it is or was made from.
    """

    place: int | None
    item: int
    seconds: int | None
    frequency: int
    rule: Rule = ALWAYS
    when: str = ""
    row: str = ""

    def planned(self, number: int) -> PlannedSlot:
        return PlannedSlot(
            str(number), self.item, self.seconds, self.frequency, self.rule
        )


@dataclass(frozen=True)
class Draft:
    """`revision` is 0 while there is none and the rows themselves are read."""

    programme: Programme
    revision: int
    slots: tuple[DraftSlot, ...]

    @property
    def begins(self) -> datetime:
        moment: datetime = self.programme.valid_from
        return moment

    def planned(self, known: Iterable[int]) -> tuple[PlannedSlot, ...]:
        """The slots of items that are there, each named by its number."""
        ids = set(known)
        return tuple(
            slot.planned(number)
            for number, slot in enumerate(self.slots)
            if slot.item in ids
        )


def read_draft(programme: Programme, revision: Any = None) -> Draft:
    """Of that revision, else of the newest."""
    revision = revision or programme.latest_revision
    written = revision.content if revision else programme.serializable_data()
    return Draft(
        programme=Programme(
            pk=programme.pk,
            title=written["title"],
            cluster_id=written["cluster"],
            valid_from=_moment("valid_from", written),
            valid_until=_moment("valid_until", written),
        ),
        revision=revision.pk if revision else 0,
        slots=_slots(written["slots"]),
    )


def _moment(name: str, written: dict[str, Any]) -> Any:
    return Slot._meta.get_field(name).to_python(written[name])


def _slots(rows: list[dict[str, Any]]) -> tuple[DraftSlot, ...]:
    dayparts = _in_bulk(Daypart, rows, "dayparts")
    specials = _in_bulk(SpecialDay, rows, "special_days")
    slots = [
        (row.get("sort_order") or 0, place, _slot(row, place, dayparts, specials))
        for place, row in enumerate(rows)
    ]
    return tuple(slot for _order, _place, slot in sorted(slots, key=lambda s: s[:2]))


def _in_bulk(model: Any, rows: list[dict[str, Any]], name: str) -> dict[int, Any]:
    found: dict[int, Any] = model.objects.in_bulk(
        {pk for row in rows for pk in row[name]}
    )
    return found


def _slot(
    row: dict[str, Any],
    place: int,
    dayparts: dict[int, Daypart],
    specials: dict[int, SpecialDay],
) -> DraftSlot:
    parts = [dayparts[pk] for pk in row["dayparts"] if pk in dayparts]
    days = [specials[pk] for pk in row["special_days"] if pk in specials]
    span = Span(_moment("valid_from", row), _moment("valid_until", row))
    rule = Rule(
        weekdays=row["weekdays"],
        hours=hours_of(parts),
        validity=span,
        only_on=frozenset(day.pk for day in days),
    )
    return DraftSlot(
        place=place,
        item=row["item"],
        seconds=row["seconds"],
        frequency=row["frequency"],
        rule=rule,
        when=" · ".join(_when(row["weekdays"], parts, days, span)),
        row=str(row.get("pk") or ""),
    )


def _when(
    weekdays: str, parts: list[Daypart], days: list[SpecialDay], span: Span
) -> Iterable[str]:
    """What narrows a slot; nothing for one that is shown all day and every day."""
    yield from (str(part) for part in parts)
    if weekdays != EVERY_DAY:
        yield ", ".join(str(name) for digit, name in WEEKDAYS if digit in weekdays)
    if days:
        names = ", ".join(name_of(day) for day in days)
        yield _("only on: %(days)s") % {"days": names}
    if span.start:
        yield _("from %(moment)s") % {"moment": _told(span.start)}
    if span.end:
        yield _("until %(moment)s") % {"moment": _told(span.end)}


def _told(moment: Any) -> str:
    return str(date_format(localtime(moment), "SHORT_DATETIME_FORMAT"))


def with_wishes(draft: Draft, sent: str) -> tuple[Draft, list[Fault]]:
    """The draft as the page would have it, and what in its numbers is refused.

    Raises PlanError for what no page of ours sends.
    """
    try:
        rows = json.loads(sent)
        if not isinstance(rows, list) or len(rows) > MOST_SLOTS:
            raise TypeError
        wished = [_wished(row, draft) for row in rows]
    except _NO_PLAN as error:
        raise PlanError(_("This page is out of date. Reload it.")) from error
    slots, faults = [], list[Fault]()
    for number, (slot, row) in enumerate(wished):
        seconds, frequency = row.get("seconds"), row.get("frequency")
        try:
            seconds = _number("seconds", seconds)
        except ValidationError as error:
            faults.append(Fault(number, "seconds", " ".join(error.messages)))
            seconds = None
        try:
            frequency = _number("frequency", frequency)
        except ValidationError as error:
            faults.append(Fault(number, "frequency", " ".join(error.messages)))
            frequency = None
        slots.append(replace(slot, seconds=seconds, frequency=frequency or 1))
    return replace(draft, slots=tuple(slots)), faults


def _wished(row: dict[str, Any], draft: Draft) -> tuple[DraftSlot, dict[str, Any]]:
    place = row["place"]
    if place is None:
        return DraftSlot(None, int(row["item"]), None, 1), row
    (slot,) = [slot for slot in draft.slots if slot.place == place]
    return slot, row


def _number(name: str, value: Any) -> int | None:
    """As the form would clean it; raises ValidationError in its words."""
    if value in (None, ""):
        return None
    cleaned: int = Slot._meta.get_field(name).clean(value, None)
    return cleaned
