"""Keeps the bucket in step with the hub's repositories, and says how far it is.

What is wrong with one cluster holds up no other.
"""

import hashlib
import logging
from datetime import datetime

from django.conf import settings

from hub.adapters.models import Mirror
from hub.adapters.queries import is_lagging
from hub.displays.models import Cluster
from hub.playout.published import TIMESTAMP, documents_of, folder_of, loop_file
from release.bucket import Bucket
from release.mirroring import MirrorError, Place, alone, bring, leaves_of

logger = logging.getLogger(__name__)


def mirror_repositories(now: datetime) -> list[str]:
    """The codes of the clusters that were brought; none where no bucket is set up."""
    if not settings.RELEASES_URL:
        return []
    try:
        place = Bucket(settings.RELEASES_URL)
    except MirrorError:
        logger.exception("no bucket to mirror to")
        return []
    clusters = Cluster.objects.order_by("code")
    return [one.code for one in clusters if _is_brought(one, place, now)]


def _is_brought(cluster: Cluster, place: Place, now: datetime) -> bool:
    folder = folder_of(cluster.code)
    if not (folder / TIMESTAMP).exists():
        return False
    with alone(folder) as is_alone:
        return is_alone and _bring(cluster, place, now)


def _bring(cluster: Cluster, place: Place, now: datetime) -> bool:
    documents = documents_of(cluster.code)
    timestamp = hashlib.sha256(documents[TIMESTAMP]).hexdigest()
    mirror, _is_new = Mirror.objects.get_or_create(cluster=cluster)
    if mirror.timestamp == timestamp:
        return False
    try:
        put = bring(place, cluster.code, leaves_of(documents, loop_file))
    except (MirrorError, OSError) as error:
        mirror.problem = str(error)
        mirror.behind_since = mirror.behind_since or now
        mirror.save()
        told = logger.error if is_lagging(mirror, now) else logger.warning
        told("the mirror of %s is behind: %s", cluster.code, error)
        return False
    logger.info("the mirror of %s took %d files", cluster.code, len(put))
    mirror.timestamp, mirror.brought_at = timestamp, now
    mirror.behind_since, mirror.problem = None, ""
    mirror.save()
    return True
