"""`manage.py sign_first_releases`: in the demo, the first release of each cluster."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.demo.firsts import clusters_left, sign_what_waits
from hub.playout.actions import refresh_repositories

LOOK_SECONDS = 2


class Command(BaseCommand):
    help = "Approves each cluster's first release as the demo's approver, then ends."

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only in the demo: people approve what goes on air.")
        logging.getLogger("hub").setLevel(logging.WARNING)
        # What was signed before the demo was stopped has to be called fresh again at once.
        refresh_repositories(timezone.now())
        while left := clusters_left():
            for name in sign_what_waits(left):
                self.stdout.write(f"{name}: đã duyệt bản phát hành đầu tiên (dùng thử)")
            time.sleep(LOOK_SECONDS)
