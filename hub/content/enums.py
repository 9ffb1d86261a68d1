"""The kinds of item, as they go over the wire."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    STORY = "STORY", _("Story")
    NOTICE = "NOTICE", _("Notice")
    GALLERY = "GALLERY", _("Gallery")
    CLIP = "CLIP", _("Clip")
