"""What happens by the clock: `manage.py crontask` asks for it, a worker does it."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from hub.incidents.letters import post_again
from hub.incidents.watching import conclude, look_at_players


@cron("* * * * *")
@task()
def watch_players() -> None:
    now = timezone.now()
    look_at_players(now)
    conclude(now)


@cron("* * * * *")
@task()
def post_letters() -> None:
    post_again(timezone.now())
