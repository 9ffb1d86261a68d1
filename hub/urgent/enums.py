"""How far an order is, and what the log is told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderState(TextChoices):
    """An order only ever goes forward; its number is never used again."""

    DRAWN = "DRAWN", _("drawn up")
    REFUSED = "REFUSED", _("not signed")
    SIGNED = "SIGNED", _("signed, is being published")
    PUBLISHED = "PUBLISHED", _("published")
    OVERTAKEN = "OVERTAKEN", _("overtaken by another order")


class Event(TextChoices):
    """Kinds of entries of the system log."""

    SLATE_ORDERED = "hub.urgent.slate_ordered", _("Safe slate ordered")
    SLATE_ENDED = "hub.urgent.slate_ended", _("Safe slate ended")
