"""The sorts of agency there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyKind(TextChoices):
    """What sort of body it is. What it must do hangs on its roles, not on this."""

    AUTHORITY = "AUTHORITY", _("Provincial authority")
    DEPARTMENT = "DEPARTMENT", _("Provincial department")
    BOARD = "BOARD", _("Management board")
    ARMED_FORCE = "ARMED_FORCE", _("Armed force")
    PRESS = "PRESS", _("Press and broadcasting")
    LOCALITY = "LOCALITY", _("District, commune or ward")
    MINISTRY = "MINISTRY", _("Ministry")
    GROUP = "GROUP", _("Group of agencies")
    EXTERNAL = "EXTERNAL", _("Outside the province")
    PUBLIC = "PUBLIC", _("Organisations and people")
