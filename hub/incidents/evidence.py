"""Rows as they stand in an evidence pack: plain values, nothing left out."""

from collections.abc import Iterable, Iterator
from typing import Any

from hub.audit.actions import name_of_person
from hub.audit.models import Entry as LogEntry
from hub.incidents.models import Incident
from hub.players.models import Entry, Player

AS_RUN_HEADINGS = ("player", "number", "kind", "at", "end", "canvas", "rung", "loop",
                   "item", "received_at", "hash")  # fmt: skip
NOTICE_HEADINGS = ("agency", "has_to_acknowledge", "clause", "made_at", "person",
                   "address", "occasion", "sent_at", "acknowledged_at",
                   "acknowledged_by", "remark")  # fmt: skip


def as_run_cells(one: Entry) -> Iterable[Any]:
    return (
        one.player.code,
        one.number,
        one.kind,
        one.at.isoformat(),
        one.end.isoformat() if one.end else "",
        one.canvas,
        one.rung,
        one.loop,
        one.item_key,
        one.received_at.isoformat(),
        one.digest,
    )


def as_run_value(one: Entry) -> dict[str, Any]:
    """The entry as it came, by which its hash can be made again."""
    return {
        "player": one.player.code,
        "hash": one.digest,
        "received_at": one.received_at,
        "entry": one.entry,
    }


def player_value(one: Player) -> dict[str, Any]:
    return {
        "code": one.code,
        "token_id": one.token_id,
        "issued_at": one.issued_at,
        "revoked_at": one.revoked_at,
        "heard_at": one.heard_at,
        "last_heartbeat": one.state,
    }


def incident_value(one: Incident) -> dict[str, Any]:
    return {
        "name": str(one),
        "cluster": one.cluster.code,
        "player": one.player.code if one.player else None,
        "kind": one.kind,
        "effects": one.effects,
        "state": one.state,
        "opened_by": name_of_person(one.opened_by) if one.opened_by else "(system)",
        "seen": one.seen,
        "detected_at": one.detected_at,
        "notified_at": one.notified_at,
        "begun_at": one.begun_at,
        "ended_at": one.ended_at,
        "closed_at": one.closed_at,
        "screen_down_seconds": one.screen_down_seconds,
        "link_down_seconds": one.link_down_seconds,
        "cause": one.cause,
        "fix": one.fix,
        "escalation": one.escalation,
        "slate_ordered_at": one.slate_ordered_at,
        "slate_refusal": one.slate_refusal,
        "silences": [[row.start, row.end] for row in one.silences.all()],
        "sightings": [
            {"loop": row.loop, "canvas": row.canvas, "rung": row.rung, "at": row.at}
            for row in one.sightings.all()
        ],
    }


def notice_cells(incident: Incident) -> Iterator[Iterable[Any]]:
    """A line for each letter; for an agency without any, one of its own."""
    yield NOTICE_HEADINGS
    rows = incident.notices.select_related("agency", "acknowledged_by")
    for one in rows.prefetch_related("letters__person"):
        head = (str(one.agency), one.is_due, one.clause, one.made_at.isoformat())
        who = name_of_person(one.acknowledged_by) if one.acknowledged_by else ""
        at = one.acknowledged_at.isoformat() if one.acknowledged_at else ""
        for letter in one.letters.all():
            sent = letter.sent_at.isoformat() if letter.sent_at else ""
            person = name_of_person(letter.person)
            middle = (person, letter.address, letter.occasion, sent)
            yield (*head, *middle, at, who, one.remark)
        if not one.letters.all():
            yield (*head, "", "", "", "", at, who, one.remark)


def log_value(one: LogEntry) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "actor_id": one.actor_id,
        "actor_name": one.actor_name,
        "kind": one.kind,
        "subject_type": one.subject_type,
        "subject_id": one.subject_id,
        "subject_title": one.subject_title,
        "details": one.details,
        "previous": one.previous,
        "digest": one.digest,
    }
