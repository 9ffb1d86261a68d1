"""Sorts of incidents, how far one is, why letters go out, and what the log is told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """As the regulation parts them (Đ9.5)."""

    POWER = "POWER", _("power incident")
    TECHNICAL = "TECHNICAL", _("technical incident")
    CYBER = "CYBER", _("cyber-security incident")


class Effect(TextChoices):
    """What was done to information or systems without right (Đ9.5)."""

    ACCESSED = "ACCESSED", _("accessed")
    USED = "USED", _("used")
    DISCLOSED = "DISCLOSED", _("disclosed")
    INTERRUPTED = "INTERRUPTED", _("interrupted")
    ALTERED = "ALTERED", _("altered")
    DESTROYED = "DESTROYED", _("destroyed")


class State(TextChoices):
    """How far it is. What is closed is not opened again."""

    OPEN = "OPEN", _("open")
    HANDLED = "HANDLED", _("being handled")
    ESCALATED = "ESCALATED", _("beyond authority")
    CLOSED = "CLOSED", _("closed")


class Occasion(TextChoices):
    """Why a letter goes to somebody."""

    OPENED = "OPENED", _("an incident was opened")
    SILENT = "SILENT", _("the player is not heard any more, once more")
    RETURNED = "RETURNED", _("the player is heard again")


class Event(TextChoices):
    """Kinds of entries of the system log."""

    OPENED = "hub.incident_opened", _("Incident opened")
    NOTIFIED = "hub.incident_notified", _("Agencies told of an incident")
    SEEN = "hub.incident_seen", _("Loop shown that nobody approved")
    SLATE = "hub.incident_slate", _("Safe slate ordered in an incident")
    NO_SLATE = "hub.incident_no_slate", _("Safe slate could not be ordered")
    SILENT = "hub.incident_silent", _("Player not heard any more")
    RETURNED = "hub.incident_returned", _("Player heard again")
    HANDLED = "hub.incident_handled", _("Incident handled")
    ESCALATED = "hub.incident_escalated", _("Incident beyond authority")
    ACKNOWLEDGED = "hub.incident_acknowledged", _("Incident acknowledged")
    CLOSED = "hub.incident_closed", _("Incident closed")
    EVIDENCE = "hub.incident_evidence", _("Evidence pack downloaded")
