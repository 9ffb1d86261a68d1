"""Who sees which incident, may do what with it, and has to be told.

Lists cost the same number of queries for one incident and for sixty.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from hub.agencies.queries import bodies_in_force
from hub.displays.models import Cluster
from hub.displays.queries import clusters_run_by
from hub.incidents.enums import Kind, State
from hub.incidents.models import Incident, IncidentNotice, Recipient
from hub.incidents.validators import Case as ClosingCase
from hub.lib.localrows import name_of
from hub.rights.enums import Right, Scope
from hub.rights.queries import clusters_open_to, may, standings, standings_of

SEEING = (Right.SEE_ASSETS, Right.TAKE_DOWN, Right.ADMINISTER)
# Whoever works for a cluster may raise the alarm; whoever answers for it handles it.
REPORTING = (Right.PROGRAMME, Right.SEE_ASSETS, Right.URGENT, Right.TAKE_DOWN)
HANDLING = (Right.URGENT, Right.TAKE_DOWN)
EVIDENCE = (Right.SEE_LOGS, Right.TAKE_DOWN)
# Of an agency that is told, those who have to do with incidents.
TOLD = frozenset({Right.SEE_ASSETS, Right.TAKE_DOWN, Right.URGENT})


def clusters_reported_by(user: Any) -> QuerySet[Cluster]:
    return _clusters(user, REPORTING)


def incidents_seen_by(user: Any) -> QuerySet[Incident]:
    """Those of clusters that the person may look at, and those that it opened."""
    clusters = _clusters(user, SEEING).values("pk")
    found = Incident.objects.filter(Q(cluster__in=clusters) | Q(opened_by=user.pk))
    return found.select_related("cluster", "player", "opened_by").prefetch_related(
        "cluster__names", "notices__agency__names", "notices__letters"
    )


def in_order(found: QuerySet[Incident]) -> QuerySet[Incident]:
    """What is not closed first; among those cyber-security first."""
    is_closed = Case(When(state=State.CLOSED, then=1), default=0)
    is_plain = Case(When(kind=Kind.CYBER, then=0), default=1)
    return found.annotate(is_closed_now=is_closed, is_plain=is_plain).order_by(
        "is_closed_now", "is_plain", "-detected_at", "-pk"
    )


def open_incidents(user: Any) -> QuerySet[Incident]:
    """For the home page."""
    return in_order(incidents_seen_by(user).exclude(state=State.CLOSED))


def may_see_some(user: Any) -> bool:
    return any(may(user, right) for right in {*SEEING, *REPORTING})


def may_report(user: Any, cluster: Cluster) -> bool:
    return _may(user, REPORTING, cluster.pk)


def may_handle(user: Any, incident: Incident) -> bool:
    return _may(user, HANDLING, incident.cluster_id)


def may_take_evidence(user: Any, incident: Incident) -> bool:
    return _may(user, EVIDENCE, incident.cluster_id)


def may_acknowledge(user: Any, notice: IncidentNotice) -> bool:
    """For the agency that was told, or the one that has taken its place since."""
    body = bodies_in_force(timezone.localdate()).get(notice.agency_id)
    cluster = notice.incident.cluster_id
    return any(one.agency == body and _is_told(one, cluster) for one in standings(user))


def recipients_of(kind: str, cluster: Cluster, now: datetime) -> dict[int, Recipient]:
    """By the id of the agency in force: those that are set, and the cluster's operator."""
    day = timezone.localdate(now)
    bodies = bodies_in_force(day)
    found = {
        body: Recipient(kind=kind, agency_id=body, is_due=False, clause="Đ9.5.a")
        for body, run in clusters_run_by(day, bodies).items()
        if cluster.pk in run
    }
    for row in Recipient.objects.filter(kind=kind):
        body = bodies[row.agency_id]
        before = found.get(body)
        is_due = row.is_due or bool(before and before.is_due)
        found[body] = Recipient(
            kind=kind, agency_id=body, is_due=is_due, clause=row.clause
        )
    return found


def people_told(agencies: Iterable[int], cluster: int) -> dict[int, list[User]]:
    """Those of each agency who have to do with incidents, and an address."""
    wanted = set(agencies)
    found = [
        one
        for one in standings_of(None)
        if one.agency in wanted and _is_told(one, cluster)
    ]
    users = get_user_model().objects.filter(
        pk__in={one.user for one in found}, is_active=True
    )
    people = {one.pk: one for one in users.exclude(email="")}
    told: dict[int, dict[int, User]] = {agency: {} for agency in wanted}
    for one in found:
        if one.user in people:
            told[one.agency][one.user] = people[one.user]
    return {agency: list(by_id.values()) for agency, by_id in told.items()}


def case_of(incident: Incident) -> ClosingCase:
    due = [one for one in incident.notices.all() if one.is_due]
    return ClosingCase(
        name=str(incident),
        is_cyber=incident.kind == Kind.CYBER,
        is_closed=incident.is_closed,
        has_end=incident.ended_at is not None,
        has_cause=bool(incident.cause.strip()),
        has_fix=bool(incident.fix.strip()),
        missing=tuple(name_of(one.agency) for one in due if not one.acknowledged_at),
        are_any_due=bool(due),
    )


def open_suspicion(player: int, kind: Kind) -> Incident | None:
    """The system's own, of which there is at most one."""
    rows = Incident.objects.filter(player=player, kind=kind, opened_by__isnull=True)
    return rows.exclude(state=State.CLOSED).first()


def _clusters(user: Any, rights: Iterable[Right]) -> QuerySet[Cluster]:
    reached: set[int] = set()
    for right in rights:
        clusters = clusters_open_to(user, right)
        if clusters is None:
            return Cluster.objects.order_by("code")
        reached |= clusters
    return Cluster.objects.filter(pk__in=reached).order_by("code")


def _may(user: Any, rights: Iterable[Right], cluster: int) -> bool:
    return any(may(user, right, cluster=cluster) for right in rights)


def _is_told(standing: Any, cluster: int) -> bool:
    reaches = standing.scope == Scope.PROVINCE or cluster in standing.clusters
    return reaches and bool(standing.rights & TOLD)
