"""What a person may do on a day, and who may do a thing.

Asked where the data is read or changed, not where a button is drawn. A technical
administrator (superuser) holds no right here: who looks after the machine does not
decide what is shown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from hub.agencies.models import Agency
from hub.agencies.queries import bodies_in_force
from hub.displays.queries import clusters_run_by
from hub.rights.enums import Right, Scope
from hub.rights.models import RoleAssignment
from hub.rights.remembering import once


@dataclass(frozen=True)
class Standing:
    """A role that somebody holds on a day, for the agency that is in force then."""

    user: int
    role: str
    scope: str
    rights: frozenset[str]
    agency: int
    clusters: frozenset[int]

    def allows(self, right: Right, agency: int | None, cluster: int | None) -> bool:
        if right not in self.rights:
            return False
        if self.scope == Scope.PROVINCE:
            return True
        return agency in (None, self.agency) and (
            cluster is None or cluster in self.clusters
        )


def may(
    user: Any,
    right: Right,
    *,
    agency: int | None = None,
    cluster: int | None = None,
    on: date | None = None,
) -> bool:
    """Whether some role of the person allows it: at all, for an agency, on a cluster.

    `agency` is the id of one in force on that day.
    """
    found = standings(user, on)
    return any(standing.allows(right, agency, cluster) for standing in found)


def standings(user: Any, on: date | None = None) -> tuple[Standing, ...]:
    """Nobody who is not signed in, or whose account is closed, holds any."""
    if user is None or not user.is_authenticated or not user.is_active:
        return ()
    day = on or timezone.localdate()
    return once((user.pk, day), lambda: tuple(standings_of([user.pk], day)))


def own_agencies(
    user: Any, right: Right | None = None, on: date | None = None
) -> frozenset[int]:
    """The agencies in force for which the person holds a role, or a role with `right`."""
    return frozenset(
        one.agency for one in standings(user, on) if right in (None, *one.rights)
    )


def own_clusters(
    user: Any, right: Right | None = None, on: date | None = None
) -> frozenset[int]:
    """The clusters that the person's roles reach, those for the whole province aside."""
    found = [one for one in standings(user, on) if right in (None, *one.rights)]
    return frozenset(cluster for one in found for cluster in one.clusters)


def clusters_open_to(
    user: Any, right: Right | None = None, on: date | None = None
) -> frozenset[int] | None:
    """The clusters that the person's roles with `right` reach; None: every one there is."""
    found = [one for one in standings(user, on) if right in (None, *one.rights)]
    if any(one.scope == Scope.PROVINCE for one in found):
        return None
    return frozenset(cluster for one in found for cluster in one.clusters)


def sees_province(user: Any, on: date | None = None) -> bool:
    """Whether a role of the person reaches beyond its own agency."""
    return any(one.scope == Scope.PROVINCE for one in standings(user, on))


def holders(
    right: Right,
    *,
    agency: int | None = None,
    cluster: int | None = None,
    on: date | None = None,
) -> QuerySet[User]:
    """The people who may do it, whose accounts are open."""
    found = standings_of(None, on)
    ids = {one.user for one in found if one.allows(right, agency, cluster)}
    return get_user_model().objects.filter(pk__in=ids, is_active=True)


def standings_of(
    users: Collection[int] | None, on: date | None = None
) -> list[Standing]:
    """Of these people, or of everybody, whose accounts are open.

    The number of queries does not depend on how many they are.
    """
    day = on or timezone.localdate()
    rows = _assignments(users, day)
    if not rows:
        return []
    bodies = bodies_in_force(day)
    run = clusters_run_by(day, bodies)
    return [_standing(row, bodies, run) for row in rows]


def in_force(on: date) -> Q:
    """Rows with a first and a last day that hold on that day."""
    return Q(valid_from__lte=on) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    )


def agencies_standing_for(agency: int, on: date | None = None) -> frozenset[int]:
    """The agency and all whose place it has taken by that day."""
    bodies = bodies_in_force(on or timezone.localdate())
    return frozenset(pk for pk, body in bodies.items() if body == agency)


def _assignments(users: Iterable[int] | None, on: date) -> list[RoleAssignment]:
    rows = RoleAssignment.objects.filter(in_force(on), user__is_active=True)
    if users is not None:
        rows = rows.filter(user__in=users)
    return list(
        rows.select_related("role").prefetch_related("role__rights", "clusters")
    )


def _standing(
    row: RoleAssignment,
    bodies: dict[int, int],
    run: defaultdict[int, frozenset[int]],
) -> Standing:
    body = bodies[row.agency_id]
    chosen = frozenset(cluster.pk for cluster in row.clusters.all())
    reached = run[body] & chosen if chosen else run[body]
    return Standing(
        user=row.user_id,
        role=row.role.code,
        scope=row.role.scope,
        rights=frozenset(one.right for one in row.role.rights.all()),
        agency=body,
        clusters=frozenset() if row.role.scope == Scope.AGENCY else reached,
    )


def agency_choices(user: Any) -> QuerySet[Agency]:
    """The agencies for which the person may write."""
    return Agency.objects.filter(pk__in=own_agencies(user, Right.WRITE))
