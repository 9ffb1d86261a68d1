"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

import logging

from crontask import cron
from django.tasks import task
from django.utils import timezone

from hub.contributions.actions import drop_expired_uploads, take_up_again
from hub.contributions.reminders import send_reminders

logger = logging.getLogger(__name__)


@cron("0 8 * * *")
@task()
def remind_of_contributions() -> None:
    logger.info("%s reminders sent", send_reminders(timezone.now()))


@cron("30 * * * *")
@task()
def tidy_uploads() -> None:
    logger.info("%s uploads dropped", drop_expired_uploads())
    logger.info("%s submissions taken up again", take_up_again(timezone.now()))
