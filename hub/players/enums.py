"""What is written down of players in the system log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    ISSUED = "hub.players.issued", _("device token issued")
    REVOKED = "hub.players.revoked", _("device token revoked")
