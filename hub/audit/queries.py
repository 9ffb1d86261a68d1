"""Reads the chain: whether it holds, and the entries that somebody looks for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from wagtail.log_actions import registry

from hub.audit.chain import Break, End, Fault, find_break
from hub.audit.models import Entry, Head


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is left out matters not."""

    actor: int | None = None
    kind: str = ""
    first_day: date | None = None
    last_day: date | None = None


def verify() -> Break | None:
    """The first broken link of the whole chain, or None. Rows are read as a stream.

    Somebody may write meanwhile. What the head says, read after the highest number, is
    never behind it; and what comes after the head is not looked at.
    """
    highest = Entry.objects.aggregate(number=Max("number"))["number"] or 0
    head = Head.objects.first() or Head()
    rows = Entry.objects.filter(number__lte=head.number).order_by("number")
    links = ((row.link(), row.digest) for row in rows.iterator(chunk_size=2000))
    if broken := find_break(links, End(head.number, head.digest)):
        return broken
    return Break(head.number + 1, Fault.CUT_OFF) if highest > head.number else None


def entry_count() -> int:
    return Entry.objects.count()


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """The newest first. What it shows of a person is kept in the entry itself."""
    found = Entry.objects.order_by("-number")
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.first_day:
        found = found.filter(at__gte=_midnight(wanted.first_day))
    if wanted.last_day:
        found = found.filter(at__lt=_midnight(wanted.last_day + timedelta(days=1)))
    return found


def entries_about(subject: Model) -> QuerySet[Entry]:
    """All that was ever written down of one row, the oldest first."""
    place = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    return Entry.objects.filter(**place).order_by("number")


def people_in_log() -> QuerySet[User]:
    actors = Entry.objects.order_by().values("actor").distinct()
    return get_user_model().objects.filter(pk__in=actors).order_by("username")


def kinds_in_log() -> dict[str, str]:
    """Every kind that occurs, with its name in the reader's language."""
    kinds = Entry.objects.order_by().values_list("kind", flat=True).distinct()
    named = {kind: kind_name(kind) for kind in kinds}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def kind_name(kind: str) -> str:
    """A kind that nobody has named is its own name."""
    if not registry.action_exists(kind):
        return kind
    return str(registry.get_action_label(kind))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), timezone.get_default_timezone())
