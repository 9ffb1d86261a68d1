"""Kinds of players, and what is written down of them in the system log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    ISSUED = "hub.players.issued", _("device token issued")
    REVOKED = "hub.players.revoked", _("device token revoked")


class Kind(TextChoices):
    """How a machine is fed. Only our own agent verifies what it shows."""

    AGENT = "agent", _("our player, which verifies")
    M3U = "m3u", _("M3U playlist")
    SMIL = "smil", _("SMIL player")
    COLORLIGHT = "colorlight", _("Colorlight controller")
