"""Which players are of another make, and what the system log is told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hub.players.enums import Kind

OTHERS = (Kind.M3U, Kind.SMIL, Kind.COLORLIGHT)


class Event(TextChoices):
    EXPORTED = "hub.release_exported", _("Release exported for a stick")
