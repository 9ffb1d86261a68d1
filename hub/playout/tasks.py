"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

import logging

from crontask import cron
from django.tasks import task
from django.utils import timezone

from hub.playout import actions

logger = logging.getLogger(__name__)


@cron("* * * * *")
@task()
def look_for_candidates() -> None:
    for candidate in actions.look_for_candidates(timezone.now()):
        logger.info("release %s waits to be approved", candidate)


@cron("*/5 * * * *")
@task()
def refresh_repositories() -> None:
    """A timestamp lasts fifteen minutes: two of three may be missed."""
    actions.refresh_repositories(timezone.now())
