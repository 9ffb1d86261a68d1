"""What can be decided at a step, and what is written down of an item's way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    PASS = "PASS", _("Pass on")
    RETURN = "RETURN", _("Return for completion")
    REJECT = "REJECT", _("Turn down")


class EventKind(TextChoices):
    """One line of the record of an item."""

    SUBMITTED = "SUBMITTED", _("submitted")
    PASSED = "PASSED", _("step done")
    RETURNED = "RETURNED", _("returned for completion")
    REJECTED = "REJECTED", _("rejected")
    APPROVED = "APPROVED", _("approved, on air")
    SEEN = "SEEN", _("seen by the lead department")
    ASKED = "ASKED", _("takedown requested")
    TAKEN_DOWN = "TAKEN_DOWN", _("taken off air")


class RequiredField(TextChoices):
    """What a step can insist on."""

    TITLE = "TITLE", _("title")
    BODY = "BODY", _("text")
    TOPIC = "TOPIC", _("topic")
    MEDIA = "MEDIA", _("picture or clip")
