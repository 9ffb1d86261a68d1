"""What is handed in, how far it is, and how a month stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContributionKind(TextChoices):
    """The four kinds that Đ12.2 names."""

    PROGRAMME = "PROGRAMME", _("Television programme")
    CLIP = "CLIP", _("Video clip")
    PHOTOS = "PHOTOS", _("Photos")
    NEWS = "NEWS", _("News item")


class Step(TextChoices):
    """How far the hub is with a submission, as its sender reads it."""

    RECEIVED = "RECEIVED", _("Received")
    APPRAISING = "APPRAISING", _("Being appraised")
    EDITING = "EDITING", _("In editing")
    SHOWN = "SHOWN", _("Shown")
    RETURNED = "RETURNED", _("Returned")
    REFUSED = "REFUSED", _("File refused")
    REPLACED = "REPLACED", _("Replaced")


class MonthState(TextChoices):
    """How an agency stands with the duty of one month (Đ12.2)."""

    NOT_DUE = "NOT_DUE", _("Not due yet")
    DUE_SOON = "DUE_SOON", _("Due soon")
    ON_TIME = "ON_TIME", _("On time")
    LATE = "LATE", _("Late")
    MISSING = "MISSING", _("Missing")
    EXEMPT = "EXEMPT", _("Exempt")
    NOT_OWED = "NOT_OWED", _("Not owed")
