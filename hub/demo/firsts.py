"""The first release of each of the demo's clusters is approved without anybody's looking.

So its players have something to show when it starts. Every later one waits for a person.
"""

import logging
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.utils import timezone

from hub.demo.accounts import PREFIX
from hub.displays.models import Cluster
from hub.displays.queries import SHOWN
from hub.playout.actions import ApprovalRefusedError, approve
from hub.playout.models import Candidate
from hub.playout.queries import on_air, open_candidate
from hub.playout.signing import has_repository
from release.demo import DEMO_PIN
from release.format import Release

APPROVER = f"{PREFIX}duyet"
logger = logging.getLogger(__name__)


def clusters_left() -> list[Cluster]:
    """Those that could have a release and never had one."""
    shown = Cluster.objects.filter(status__in=SHOWN)
    return [one for one in shown if has_repository(one.code) and not on_air(one)]


def sign_what_waits(clusters: Iterable[Cluster]) -> list[str]:
    """The codes of those whose candidate was approved: whole, with filler and slate.

    A refusal is said in the log.
    """
    signed = []
    for cluster in clusters:
        candidate = open_candidate(cluster)
        if candidate and _has_fallbacks(candidate.release) and _is_signed(candidate):
            signed.append(cluster.code)
    return signed


def _has_fallbacks(release: Release) -> bool:
    """They are rendered a little later than what is due."""
    canvases = release.timetable.windows[0].loops.keys()
    return release.filler.keys() >= canvases and release.slate.keys() >= canvases


def _is_signed(candidate: Candidate) -> bool:
    approver = get_user_model().objects.get(username=APPROVER)
    try:
        approve(candidate.pk, approver, DEMO_PIN, candidate.digests, timezone.now())
    except ApprovalRefusedError as error:
        logger.warning("%s: %s", candidate, error.messages[0])
        return False
    return True
