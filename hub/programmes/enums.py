"""The reasons for which a slot is left out, and what special days may follow."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProblemCode(StrEnum):
    """Why a slot may not be shown."""

    WITHDRAWN = "WITHDRAWN"
    LANGUAGE_MISSING = "LANGUAGE_MISSING"
    # Approved in the unit only, and the cluster is not the unit's (Đ9.2, Đ14.3.a).
    NOT_ITS_CLUSTER = "NOT_ITS_CLUSTER"
    MEDIA_MISSING = "MEDIA_MISSING"
    MEDIA_REFUSED = "MEDIA_REFUSED"
    # Found by the renderer, which knows how long things take.
    AIRTIME_EXCEEDED = "AIRTIME_EXCEEDED"


class SpecialRule(TextChoices):
    """What is shown on special days. A figure is the ISO number of a weekday."""

    ONLY_MARKED = "ONLY", _("Only the slots marked for these days")
    MONDAY = "1", _("As on Monday")
    TUESDAY = "2", _("As on Tuesday")
    WEDNESDAY = "3", _("As on Wednesday")
    THURSDAY = "4", _("As on Thursday")
    FRIDAY = "5", _("As on Friday")
    SATURDAY = "6", _("As on Saturday")
    SUNDAY = "7", _("As on Sunday")
