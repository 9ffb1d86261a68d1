"""How far a batch is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchState(TextChoices):
    FAULTY = "FAULTY", _("with errors")
    READY = "READY", _("ready to be imported")
    RUNNING = "RUNNING", _("being imported")
    DONE = "DONE", _("imported")
