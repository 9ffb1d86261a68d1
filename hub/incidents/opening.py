"""Opens an incident and tells whoever has to be told. Letters leave when it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.incidents.enums import Event, Kind, Occasion
from hub.incidents.letters import write_letters
from hub.incidents.models import Incident, IncidentNotice
from hub.incidents.queries import recipients_of
from hub.players.models import Player


@dataclass(frozen=True)
class Facts:
    """What is known at first. Without `begun_at`: as it was detected."""

    seen: str
    effects: tuple[str, ...] = ()
    begun_at: datetime | None = None


@transaction.atomic
def open_incident(
    cluster: Cluster,
    kind: Kind,
    now: datetime,
    *,
    facts: Facts,
    by: Any = None,
    player: Player | None = None,
) -> Incident:
    """Without `by` it is the system's suspicion. Whoever calls posts the letters."""
    incident = Incident.objects.create(
        cluster=cluster,
        player=player,
        kind=kind,
        effects=list(facts.effects),
        opened_by=by,
        seen=facts.seen,
        detected_at=now,
        begun_at=facts.begun_at or now,
    )
    details = {"kind": kind, "cluster": cluster.code, "seen": facts.seen}
    record(Event.OPENED, actor=by, subject=incident, details=details)
    notify(incident, now, by=by)
    return incident


@transaction.atomic
def notify(incident: Incident, now: datetime, *, by: Any = None) -> None:
    """Every agency that is set and was not told yet (Đ9.5.b)."""
    known = set(incident.notices.values_list("agency", flat=True))
    wanted = recipients_of(incident.kind, incident.cluster, now)
    made = [
        IncidentNotice.objects.create(
            incident=incident,
            agency_id=agency,
            is_due=one.is_due,
            clause=one.clause,
            made_at=now,
        )
        for agency, one in wanted.items()
        if agency not in known
    ]
    raised = [agency for agency, one in wanted.items() if one.is_due]
    incident.notices.filter(agency__in=raised).update(is_due=True)
    write_letters(incident, made, Occasion.OPENED, now)
    names = [str(one.agency) for one in made]
    if names:
        record(Event.NOTIFIED, actor=by, subject=incident, details={"agencies": names})
