"""Adds entries to the chain, one after the other, however many write at once."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from hub.audit.models import Entry, Head

HEAD = 1


@transaction.atomic
def record(
    kind: str,
    *,
    actor: Any = None,
    actor_name: str = "",
    subject: Any = None,
    subject_title: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """`subject` is a row, a pair of type and id, or nothing.

    `actor_name` is for somebody who has no account, or is not known to have one.
    """
    known = actor if getattr(actor, "pk", None) else None
    subject_type, subject_id = _place(subject)
    return _append(
        Entry(
            at=timezone.now(),
            actor=known,
            actor_name=(name_of_person(known) if known else actor_name)[:200],
            kind=kind,
            subject_type=subject_type[:120],
            subject_id=subject_id[:80],
            subject_title=(subject_title or _title(subject))[:300],
            details=_as_kept(details or {}),
        )
    )


def name_of_person(user: Any) -> str:
    full = user.get_full_name()
    name = user.get_username()
    return f"{full} ({name})" if full else name


def _append(entry: Entry) -> Entry:
    """Whoever holds the head's row writes; on SQLite the whole transaction does."""
    head = _hold_head()
    entry.number = head.number + 1
    entry.previous = head.digest
    entry.digest = entry.link().digest()
    entry.save()
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry


def _hold_head() -> Head:
    if head := Head.objects.select_for_update().filter(pk=HEAD).first():
        return head
    # Made by a migration, but gone where somebody emptied the whole database.
    Head.objects.get_or_create(pk=HEAD)
    return Head.objects.select_for_update().get(pk=HEAD)


def _as_kept(details: dict[str, Any]) -> dict[str, Any]:
    """As they will come back from the database: what is hashed is what is read."""
    kept: dict[str, Any] = json.loads(json.dumps(details, cls=DjangoJSONEncoder))
    return kept


def _place(subject: Any) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, tuple):
        return str(subject[0]), str(subject[1])
    return subject._meta.label_lower, str(subject.pk)


def _title(subject: Any) -> str:
    return "" if subject is None or isinstance(subject, tuple) else str(subject)
