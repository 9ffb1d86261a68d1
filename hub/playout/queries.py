"""What is on air, what waits, for whom, and what whoever approves has to see.

Lists cost the same number of queries for one cluster and for sixty.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from hub.displays.models import Cluster
from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.localrows import name_of
from hub.playout.enums import CandidateState, Signers
from hub.playout.models import OPEN, Approval, Candidate, ReleaseRule
from hub.playout.proof import Fault, find_faults
from hub.playout.signing import is_set_up
from hub.playout.validators import Case
from hub.programmes.models import Programme
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to, holders, may

RIGHTS: Mapping[str, tuple[Right, ...]] = {
    Signers.EITHER: (Right.PUBLISH_PROGRAMME, Right.APPROVE),
    Signers.PUBLISHERS: (Right.PUBLISH_PROGRAMME,),
    Signers.APPROVERS: (Right.APPROVE,),
}
# Can be nobody's name: whoever arranged it has no account, or none is known.
NOBODY = "(unknown)"
_KEPT_ALSO: list[Callable[[datetime], Collection[str]]] = []


@dataclass(frozen=True)
class Row:
    """A cluster in the list of releases."""

    cluster: Cluster
    on_air: Candidate | None
    waiting: Candidate | None
    approvals: int


def rule_of(cluster: Cluster) -> ReleaseRule:
    """Its own, or the defaults."""
    found = ReleaseRule.objects.filter(cluster=cluster).first()
    return found or ReleaseRule(cluster=cluster)


def on_air(cluster: Cluster) -> Candidate | None:
    return _published(cluster).first()


def seqs_on_air(clusters: Iterable[int]) -> dict[int, int]:
    """The number that each cluster's players should show. One query."""
    rows = Candidate.objects.filter(
        cluster__in=clusters, state=CandidateState.PUBLISHED
    )
    newest = rows.order_by().values("cluster").annotate(newest=Max("seq"))
    return dict(newest.values_list("cluster", "newest"))


def before(candidate: Candidate) -> Candidate | None:
    """What it takes, or took, the place of."""
    return _published(candidate.cluster).filter(seq__lt=candidate.seq).first()


def open_candidate(cluster: Cluster) -> Candidate | None:
    """There is at most one."""
    return Candidate.objects.filter(cluster=cluster, state__in=OPEN).first()


def newest_seq(cluster: Cluster) -> int:
    found = Candidate.objects.filter(cluster=cluster).aggregate(Max("seq"))
    return int(found["seq__max"] or 0)


def may_see(person: Any, cluster: int) -> bool:
    return any(may(person, right, cluster=cluster) for right in RIGHTS[Signers.EITHER])


def may_see_some(person: Any) -> bool:
    return any(may(person, right) for right in RIGHTS[Signers.EITHER])


def may_approve(person: Any, rule: ReleaseRule) -> bool:
    rights = RIGHTS[rule.signers]
    return any(may(person, right, cluster=rule.cluster_id) for right in rights)


def releases_for(person: Any) -> list[Row]:
    """Of every cluster that the person may approve something on."""
    clusters = list(_clusters_for(person))
    ids = [one.pk for one in clusters]
    open_rows = Candidate.objects.filter(cluster__in=ids, state__in=OPEN)
    waiting = {
        one.cluster_id: one
        for one in open_rows.defer("document").prefetch_related("approvals")
    }
    newest = (
        Candidate.objects.filter(cluster__in=ids, state=CandidateState.PUBLISHED)
        .order_by()
        .values("cluster")
        .annotate(newest=Max("pk"))
    )
    published = Candidate.objects.filter(pk__in=newest.values("newest"))
    shown = {one.cluster_id: one for one in published.defer("document")}
    return [
        Row(
            cluster=one,
            on_air=shown.get(one.pk),
            waiting=waiting.get(one.pk),
            approvals=len(_standing(waiting.get(one.pk))),
        )
        for one in clusters
    ]


def waiting_for(person: Any) -> list[Row]:
    """Of clusters where the person could approve what waits, and has not yet."""
    rows = [
        row
        for row in releases_for(person)
        if row.waiting and str(person.pk) not in row.waiting.authors
    ]
    return [
        row
        for row in rows
        if row.waiting
        and row.waiting.state == CandidateState.WAITING
        and person.pk not in {one.person_id for one in _standing(row.waiting)}
    ]


def digests_kept(since: datetime) -> frozenset[str]:
    """Of the loops on air, of what is being published, and of what was published since.

    And what subjects above want kept, who said so by `keep_also`.
    """
    newest = (
        Candidate.objects.filter(state=CandidateState.PUBLISHED)
        .order_by()
        .values("cluster")
        .annotate(newest=Max("pk"))
    )
    rows = Candidate.objects.filter(
        Q(pk__in=newest.values("newest"))
        | Q(state=CandidateState.SIGNED)
        | Q(state=CandidateState.PUBLISHED, published_at__gte=since)
    )
    own = frozenset(
        file.sha256 for one in rows.iterator() for file in one.release.files
    )
    return own.union(*(named(since) for named in _KEPT_ALSO))


def keep_also(named: Callable[[datetime], Collection[str]]) -> None:
    """`named` says, of a time since when, which loops the shelf keeps beside ours."""
    if named not in _KEPT_ALSO:
        _KEPT_ALSO.append(named)


def authors_of(cluster: Cluster, since: datetime | None) -> dict[int, str]:
    """Everybody who arranged or published the cluster's live programmes since then.

    Whoever made what is published now counts however long ago that was.
    """
    live = list(Programme.objects.filter(cluster=cluster, live=True))
    keys = [str(one.pk) for one in live]
    kind = ContentType.objects.get_for_model(Programme)
    revisions = Revision.objects.filter(
        content_type=kind, object_id__in=keys, user__isnull=False
    ).select_related("user")
    current = {one.live_revision_id for one in live}
    people = {
        one.user.pk: one.user.get_username()
        for one in revisions
        if since is None or one.created_at >= since or one.pk in current
    }
    published = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=keys, action="wagtail.publish"
    ).exclude(user=None)
    for entry in published.select_related("user"):
        if since is None or entry.timestamp >= since or entry.revision_id in current:
            people[entry.user.pk] = entry.user.get_username()
    return people


def find_case(candidate: Candidate, person: Any, now: datetime) -> Case:
    rule = rule_of(candidate.cluster)
    authors = {int(pk): name for pk, name in candidate.authors.items() if int(pk)}
    approvers = frozenset(one.person_id for one in _standing(candidate))
    able = {
        one.pk: one.get_full_name() or one.get_username()
        for one in _holders(candidate, rule)
    }
    return Case(
        name=f"{name_of(candidate.cluster)} – {candidate.seq}",
        state=candidate.state,
        person=person.pk,
        holds_right=may_approve(person, rule),
        digests=candidate.digests,
        is_over=candidate.expires_at <= now,
        is_signing_set_up=is_set_up(),
        authors=authors,
        approvers=approvers,
        others=tuple(
            name
            for pk, name in able.items()
            if pk not in authors and pk not in approvers and pk != person.pk
        ),
        faults=tuple(
            one.message
            for one in faults_of(candidate, now, rule=rule)
            if one.is_blocking
        ),
    )


def able_to_approve(candidate: Candidate) -> list[User]:
    """The people who hold the right and arranged nothing of it."""
    found = _holders(candidate, rule_of(candidate.cluster))
    return [one for one in found if str(one.pk) not in map(str, candidate.authors)]


def faults_of(
    candidate: Candidate, now: datetime, *, rule: ReleaseRule | None = None
) -> tuple[Fault, ...]:
    rule = rule or rule_of(candidate.cluster)
    facts = find_cluster(candidate.cluster.code)
    return find_faults(
        candidate.release,
        _sizes(facts),
        now,
        _zone(),
        needs_fallbacks=rule.needs_fallbacks,
    )


def standing_approvals(candidate: Candidate) -> QuerySet[Approval]:
    """Those that were not withdrawn."""
    return candidate.approvals.filter(withdrawn_at__isnull=True)


def _holders(candidate: Candidate, rule: ReleaseRule) -> list[User]:
    """Each once."""
    found = {
        one.pk: one
        for right in RIGHTS[rule.signers]
        for one in holders(right, cluster=candidate.cluster_id)
    }
    return list(found.values())


def _standing(candidate: Candidate | None) -> list[Approval]:
    if candidate is None:
        return []
    return [one for one in candidate.approvals.all() if one.withdrawn_at is None]


def _published(cluster: Cluster) -> QuerySet[Candidate]:
    return Candidate.objects.filter(
        cluster=cluster, state=CandidateState.PUBLISHED
    ).order_by("-seq")


def _clusters_for(person: Any) -> Iterable[Cluster]:
    rows: QuerySet[Cluster] = Cluster.objects.order_by("code")
    reached = [clusters_open_to(person, one) for one in RIGHTS[Signers.EITHER]]
    if None in reached:
        return rows
    return rows.filter(pk__in=frozenset[int]().union(*(one for one in reached if one)))


def _sizes(facts: ClusterFacts | None) -> dict[str, tuple[int, int]]:
    canvases = facts.canvases if facts else ()
    return {one.code: (one.width_px, one.height_px) for one in canvases}


def _zone() -> tzinfo:
    return timezone.get_default_timezone()
