"""On what ground a file is shown, and how its check went."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rights(TextChoices):
    """On what ground the file may be shown in public (Đ15.a)."""

    OWN = "OWN", _("Made by the agency itself")
    PERMITTED = "PERMITTED", _("Used with written permission")
    OPEN = "OPEN", _("Open licence or public domain")


class ProbeState(TextChoices):
    """Whether a clip or a recording was found fit to be shown."""

    WAITING = "WAITING", _("Waiting to be checked")
    GOOD = "GOOD", _("Checked")
    REFUSED = "REFUSED", _("Refused")


class EditState(TextChoices):
    """How far the version with the editor's trims and crops is."""

    NONE = "NONE", _("Not edited")
    WAITING = "WAITING", _("Being edited")
    DONE = "DONE", _("Edits done")
    REFUSED = "REFUSED", _("Edits refused")
