"""States of a cluster, kinds of place, ways to hang a screen."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ClusterStatus(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    OPERATING = "OPERATING", _("Operating")
    TEST = "TEST", _("Test")
    CLOSED = "CLOSED", _("Closed")


class MissingLanguage(TextChoices):
    """What a cluster does with an item that lacks a language which its faces show."""

    BLOCK = "BLOCK", _("Hold the item back until it has every language")
    SKIP = "SKIP", _("Leave the item out in that language")
    FALLBACK = "FALLBACK", _("Show it in Vietnamese, with a note")


class PlaceKind(TextChoices):
    BORDER_GATE = "BORDER_GATE", _("Border gate")
    SQUARE = "SQUARE", _("Square or town centre")
    STATION = "STATION", _("Railway or bus station")
    OTHER = "OTHER", _("Other place")


class Rotation(IntegerChoices):
    """How far the LED cabinet stands turned, clockwise."""

    NONE = 0, _("Upright")
    QUARTER = 90, _("90° clockwise")
    HALF = 180, _("180°")
    THREE_QUARTERS = 270, _("270° clockwise")
