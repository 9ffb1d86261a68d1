"""Gathers the page of one incident: facts, who was told, what happened, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hub.audit.models import Entry
from hub.audit.queries import entries_about, kind_name
from hub.incidents import queries
from hub.incidents.enums import Kind
from hub.incidents.models import Incident, IncidentNotice
from hub.incidents.validators import find_refusal
from hub.players.queries import may_revoke_all
from hub.rights.enums import Right
from hub.rights.queries import may


@dataclass(frozen=True)
class Told:
    notice: IncidentNotice
    may_acknowledge: bool
    delay: str
    letter_count: int


@dataclass(frozen=True)
class Page:
    incident: Incident
    opened_by: str
    delay: str
    screen_down: str
    link_down: str
    told: Sequence[Told]
    log: Sequence[tuple[Entry, str]]
    closing_refusal: str | None
    may_handle: bool
    may_order_slate: bool
    may_cut_off: bool
    may_take_evidence: bool

    @property
    def wants_slate(self) -> bool:
        """A wall of a cyber incident that nobody has ordered the slate for yet."""
        one = self.incident
        is_cyber = one.kind == Kind.CYBER
        return is_cyber and not one.slate_ordered_at and not one.is_closed


def show_incident(incident: Incident, person: Any) -> Page:
    cluster = incident.cluster
    return Page(
        incident=incident,
        opened_by=incident.opener,
        delay=length(incident.delay),
        screen_down=_seconds(incident.screen_down_seconds),
        link_down=_seconds(incident.link_down_seconds),
        told=[_told(one, incident, person) for one in incident.notices.all()],
        log=[(one, kind_name(one.kind)) for one in entries_about(incident)],
        closing_refusal=find_refusal(queries.case_of(incident)),
        may_handle=queries.may_handle(person, incident) and not incident.is_closed,
        may_order_slate=may(person, Right.URGENT, cluster=cluster.pk),
        may_cut_off=may_revoke_all(person, cluster) and not incident.is_closed,
        may_take_evidence=queries.may_take_evidence(person, incident),
    )


def length(value: timedelta | None) -> str:
    """Hours, minutes, seconds: 48:00:00."""
    if value is None:
        return ""
    seconds = int(value.total_seconds())
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def _told(one: IncidentNotice, incident: Incident, person: Any) -> Told:
    delay = one.told_at - incident.detected_at if one.told_at else None
    is_open = one.acknowledged_at is None
    return Told(
        notice=one,
        may_acknowledge=is_open and queries.may_acknowledge(person, one),
        delay=length(delay),
        letter_count=len(one.letters.all()),
    )


def _seconds(value: int | None) -> str:
    return "" if value is None else length(timedelta(seconds=value))
