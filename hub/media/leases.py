"""Who works on a clip, so that one whose worker was killed is taken up again.

A worker writes its name on the record before it begins. A name whose process is gone, or
one that stands there longer than any check may take, holds nobody off.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.media.models import HubMedia
from hub.media.workers import has_died, this_worker

# A file that ends its worker again and again must not do so for ever.
MOST_ATTEMPTS = 3
# What a worker needs beside the check itself, to store what was made.
SPARE = timedelta(minutes=10)
WORK_FIELDS = ("worked_by", "work_since", "work_attempts")


def begin_work(media: HubMedia) -> bool:
    """False when another worker is busy with it."""
    now = timezone.now()
    with transaction.atomic():
        kept = HubMedia.objects.select_for_update().filter(pk=media.pk).first()
        if kept is None or (kept.worked_by and not is_abandoned(kept, now)):
            return False
        media.worked_by, media.work_since = this_worker(), now
        media.work_attempts = kept.work_attempts + 1
        media.save(update_fields=WORK_FIELDS)
    return True


def end_work(media: HubMedia, *, is_done: bool) -> None:
    """Attempts that came to nothing stay counted."""
    mine = HubMedia.objects.filter(pk=media.pk, worked_by=media.worked_by)
    if is_done:
        mine.update(worked_by="", work_attempts=0)
    else:
        mine.update(worked_by="")


def has_failed_too_often(media: HubMedia) -> bool:
    return media.work_attempts > MOST_ATTEMPTS


def is_abandoned(media: HubMedia, now: datetime) -> bool:
    if media.worked_by and has_died(media.worked_by):
        return True
    if media.work_attempts and not media.worked_by:
        return True  # its worker lives, but failed
    longest = timedelta(minutes=settings.CLIP_CHECK_MINUTES) + SPARE
    return media.work_since is not None and now - media.work_since > longest
