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


class Level(TextChoices):
    """As it travels; an upper one outranks those below it (`player.ladder`)."""

    CRITICAL = "critical", _("critical")
    HIGH = "high", _("high")
    NORMAL = "normal", _("normal")


class Category(TextChoices):
    """What CAP 1.2 calls the category of an event; the values are the standard's."""

    GEO = "Geo", _("landslide, earthquake")
    MET = "Met", _("weather, flood")
    SAFETY = "Safety", _("public safety")
    SECURITY = "Security", _("security and order")
    RESCUE = "Rescue", _("rescue")
    FIRE = "Fire", _("fire")
    HEALTH = "Health", _("health")
    ENV = "Env", _("environment")
    TRANSPORT = "Transport", _("traffic, border gate")
    INFRA = "Infra", _("equipment and services")
    CBRNE = "CBRNE", _("dangerous substances")
    OTHER = "Other", _("other")


class TargetState(TextChoices):
    """How far a message is on one cluster."""

    CHOSEN = "CHOSEN", _("not drawn yet")
    FAILED = "FAILED", _("could not be drawn")
    DRAWN = "DRAWN", _("drawn, not sent")
    SENT = "SENT", _("sent")
    RECALLED = "RECALLED", _("recalled")


class Event(TextChoices):
    """Kinds of entries of the system log."""

    SLATE_ORDERED = "hub.urgent.slate_ordered", _("Safe slate ordered")
    SLATE_ENDED = "hub.urgent.slate_ended", _("Safe slate ended")
    SENT = "hub.urgent.sent", _("Urgent message sent")
    DRILLED = "hub.urgent.drilled", _("Drill sent")
    RECALLED = "hub.urgent.recalled", _("Urgent message recalled")
    IMPORTED = "hub.urgent.imported", _("Urgent message imported as a draft")
