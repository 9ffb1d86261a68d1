"""What people do with an incident: report, handle, acknowledge, close.

Each checks the right again, whatever page asked. An incident stands before anything that
could fail is tried.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.incidents import queries
from hub.incidents.enums import Event, Kind, State
from hub.incidents.letters import post
from hub.incidents.models import Incident, IncidentNotice
from hub.incidents.opening import Facts, notify, open_incident
from hub.incidents.slates import order_for
from hub.incidents.validators import find_refusal
from hub.players.actions import revoke_all
from hub.rights.enums import Right
from hub.rights.queries import may

# Whoever presses twice means one incident.
PRESSED_TWICE = timedelta(minutes=1)
HANDLED = ("kind", "begun_at", "ended_at", "cause", "fix",
           "screen_down_seconds", "link_down_seconds")  # fmt: skip


class IncidentRefusedError(ValidationError):
    """Says why nothing was done, and what to do."""


def report(
    cluster: Cluster,
    kind: Kind,
    person: Any,
    now: datetime,
    *,
    facts: Facts,
    pin: str = "",
    cut_off: bool = False,
) -> Incident:
    """Opens it and tells whoever has to know; orders the safe slate and cuts off players.

    The last two may fail: then the incident says so, and stands with its notices. Letters
    leave last, since they say whether the slate was ordered; should the server die
    meanwhile, the clock sends them. Raises PermissionDenied.
    """
    if not queries.may_report(person, cluster):
        raise PermissionDenied
    twice = Incident.objects.filter(
        cluster=cluster,
        kind=kind,
        opened_by=person,
        seen=facts.seen,
        detected_at__gt=now - PRESSED_TWICE,
    ).exclude(state=State.CLOSED)
    incident = twice.first() or open_incident(
        cluster, kind, now, facts=facts, by=person
    )
    try:
        if cut_off:
            cut_off_players(incident, person)
        if pin and kind == Kind.CYBER:
            order_for(incident, person, pin, now)
    finally:
        post(incident.pk)
    return incident


def order_slate_for(incident: Incident, person: Any, pin: str, now: datetime) -> str:
    """Tried again on the incident's page; what stood in the way, or "".

    Raises PermissionDenied.
    """
    if not may(person, Right.URGENT, cluster=incident.cluster_id):
        raise PermissionDenied
    return order_for(incident, person, pin, now)


def cut_off_players(incident: Incident, person: Any) -> int:
    """Revokes every device token of the incident's cluster. Raises PermissionDenied."""
    return len(revoke_all(incident.cluster, by=person, reason=str(incident)))


@transaction.atomic
def notify_again(incident: Incident, person: Any, now: datetime) -> None:
    """Agencies that were set since. Raises PermissionDenied."""
    _check_handling(incident, person)
    notify(incident, now, by=person)
    transaction.on_commit(lambda: post(incident.pk))


@transaction.atomic
def handle(pk: int, person: Any, entered: Mapping[str, Any], now: datetime) -> Incident:
    """Writes down what is known by now. Cyber stays cyber: it has duties of its own.

    Raises PermissionDenied, IncidentRefusedError.
    """
    incident = _held(pk, person)
    if incident.kind == Kind.CYBER and entered["kind"] != Kind.CYBER:
        raise IncidentRefusedError(
            _(
                "A cyber-security incident stays one, since its notices were sent (Đ9.5.b). "
                "Write under “Cause” what it turned out to be, then close it."
            )
        )
    became_cyber = entered["kind"] == Kind.CYBER != incident.kind
    for name in HANDLED:
        setattr(incident, name, entered[name])
    if incident.state == State.OPEN:
        incident.state = State.HANDLED
    incident.save()
    record(Event.HANDLED, actor=person, subject=incident, details=_written(entered))
    if became_cyber:
        notify(incident, now, by=person)
        transaction.on_commit(lambda: post(incident.pk))
    return incident


@transaction.atomic
def escalate(pk: int, person: Any, proposal: str) -> Incident:
    """Beyond the powers of whoever handles it (Đ7.7, Đ14.3.c): with a proposal.

    Raises PermissionDenied, IncidentRefusedError.
    """
    incident = _held(pk, person)
    if not proposal.strip():
        raise IncidentRefusedError(
            _("Write what you propose: the superior decides on that (Đ7.7, Đ14.3.c).")
        )
    incident.escalation, incident.state = proposal, State.ESCALATED
    incident.save(update_fields=["escalation", "state"])
    details = {"proposal": proposal}
    record(Event.ESCALATED, actor=person, subject=incident, details=details)
    return incident


@transaction.atomic
def acknowledge(pk: int, person: Any, remark: str, now: datetime) -> IncidentNotice:
    """For one's agency; the first who does counts. Raises PermissionDenied."""
    rows = IncidentNotice.objects.select_for_update(of=("self",))
    notice = rows.select_related("incident", "agency").get(pk=pk)
    if not queries.may_acknowledge(person, notice):
        raise PermissionDenied
    if notice.acknowledged_at is None:
        notice.acknowledged_at, notice.acknowledged_by = now, person
        notice.remark = remark
        notice.save(update_fields=["acknowledged_at", "acknowledged_by", "remark"])
        details = {"agency": notice.agency.code, "remark": remark}
        record(
            Event.ACKNOWLEDGED, actor=person, subject=notice.incident, details=details
        )
    return notice


@transaction.atomic
def close(pk: int, person: Any, now: datetime) -> Incident:
    """Raises PermissionDenied, IncidentRefusedError: then it stays as it was."""
    rows = Incident.objects.select_for_update(of=("self",))
    incident = rows.select_related("cluster").get(pk=pk)
    _check_handling(incident, person)
    if refusal := find_refusal(queries.case_of(incident)):
        raise IncidentRefusedError(refusal)
    incident.state, incident.closed_at = State.CLOSED, now
    incident.save(update_fields=["state", "closed_at"])
    record(Event.CLOSED, actor=person, subject=incident)
    return incident


def note_evidence(incident: Incident, person: Any, *, with_loops: bool) -> None:
    """Who takes evidence away stands in the log before a byte leaves.

    Raises PermissionDenied.
    """
    if not queries.may_take_evidence(person, incident):
        raise PermissionDenied
    details = {"with_loops": with_loops}
    record(Event.EVIDENCE, actor=person, subject=incident, details=details)


def _held(pk: int, person: Any) -> Incident:
    rows = Incident.objects.select_for_update(of=("self",))
    incident = rows.select_related("cluster").get(pk=pk)
    _check_handling(incident, person)
    if incident.is_closed:
        raise IncidentRefusedError(
            _("%(name)s is closed already.") % {"name": str(incident)}
        )
    return incident


def _check_handling(incident: Incident, person: Any) -> None:
    if not queries.may_handle(person, incident):
        raise PermissionDenied


def _written(entered: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entered[name] for name in HANDLED}
