"""The kinds of item, as they go over the wire, and the lanes on which they go on air."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    STORY = "STORY", _("Story")
    NOTICE = "NOTICE", _("Notice")
    GALLERY = "GALLERY", _("Gallery")
    CLIP = "CLIP", _("Clip")


class Lane(TextChoices):
    """Who decides that an item goes on air, and so where it may be shown."""

    PROVINCE = "PROVINCE", _("Province lane: the lead department approves (Đ7.1)")
    LOCAL = "LOCAL", _("Local lane: approved in the unit, own clusters only (Đ9.2)")
