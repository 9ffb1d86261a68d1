"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

import logging

from crontask import cron
from django.conf import settings
from django.tasks import task
from django.utils import timezone

from hub.asrun.actions import remove_old

logger = logging.getLogger(__name__)


@cron("20 3 * * *")
@task()
def remove_old_entries() -> None:
    removed = remove_old(timezone.now(), settings.AS_RUN_KEEP_YEARS)
    logger.info("%s lines of the as-run log removed", removed)
