"""`manage.py check_media`: has clips looked at that came before there were reports."""

from typing import Any

from django.core.management.base import BaseCommand

from hub.media.actions import probe_media
from hub.media.models import HubMedia


class Command(BaseCommand):
    help = "Puts every clip and recording without a report in the worker's queue."

    def handle(self, **options: Any) -> None:
        unchecked = HubMedia.objects.filter(report__isnull=True).exclude(
            probe_state="REFUSED"
        )
        for media in unchecked:
            probe_media.enqueue(media.pk)
        self.stdout.write(f"{len(unchecked)}")
