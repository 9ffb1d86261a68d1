"""How sure it is that something was shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Evidence(TextChoices):
    """The first is proof, the last none at all."""

    REPORTED = "REPORTED", _("reported by the player")
    DERIVED = "DERIVED", _("derived from the loop that it played")
    EXPECTED = "EXPECTED", _("expected by the release; the player was not heard")
