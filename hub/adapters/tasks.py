"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from hub.adapters.mirrors import mirror_repositories


@cron("* * * * *")
@task()
def keep_mirrors() -> None:
    """A timestamp lasts fifteen minutes: an hour of the bucket's silence is told earlier."""
    mirror_repositories(timezone.now())
