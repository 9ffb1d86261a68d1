"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

import logging

from crontask import cron
from django.tasks import task
from django.utils import timezone

from hub.urgent import actions

logger = logging.getLogger(__name__)


@cron("* * * * *")
@task()
def publish_signed() -> None:
    for order in actions.publish_signed(timezone.now()):
        logger.info("urgent order %s is published", order)
