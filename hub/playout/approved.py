"""Every loop that people signed for a cluster: written down as it is published.

Whoever asks gets an answer from one index, however many documents there are.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from hub.displays.models import Cluster
from hub.playout.models import ApprovedLoop, Candidate
from release.format import File, Loop


def note_approved(
    cluster: Cluster,
    files: Iterable[File],
    at: datetime,
    candidate: Candidate | None = None,
) -> None:
    """Said again, it stands once, with the release that named it last."""
    rows = [
        ApprovedLoop(cluster=cluster, sha256=one.sha256, since=at, candidate=candidate)
        for one in files
    ]
    ApprovedLoop.objects.bulk_create(rows, ignore_conflicts=True)
    if candidate is not None:
        named = [one.sha256 for one in rows]
        ApprovedLoop.objects.filter(cluster=cluster, sha256__in=named).update(
            candidate=candidate
        )


def strange_loops(cluster: int, loops: Collection[str]) -> frozenset[str]:
    """Those that nobody ever signed for the cluster. One query."""
    if not loops:
        return frozenset()
    known = ApprovedLoop.objects.filter(cluster=cluster, sha256__in=loops)
    return frozenset(loops) - frozenset(known.values_list("sha256", flat=True))


def find_loops(cluster: int, digests: Collection[str]) -> dict[str, Loop]:
    """What is in them, by digest; those of urgent documents are left out.

    Each release that names some is parsed once.
    """
    rows = ApprovedLoop.objects.filter(
        cluster=cluster, sha256__in=digests, candidate__isnull=False
    )
    releases = Candidate.objects.filter(pk__in=rows.values("candidate"))
    found: dict[str, Loop] = {}
    for candidate in releases.iterator():
        loops = candidate.release.timetable.loops
        found |= {one: loops[one] for one in digests if one in loops}
    return found
