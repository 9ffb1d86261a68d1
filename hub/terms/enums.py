"""What official names are about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TermGroup(TextChoices):
    AGENCIES = "AGENCIES", _("Agencies and accounts")
    PLACES = "PLACES", _("Places")
    EQUIPMENT = "EQUIPMENT", _("Clusters and equipment")
    CONTENT = "CONTENT", _("Content")
    WORKFLOW = "WORKFLOW", _("Steps of work")
    PLAYOUT = "PLAYOUT", _("Programmes and playout")
    OPERATIONS = "OPERATIONS", _("Operation")
    REPORTING = "REPORTING", _("Reports")
