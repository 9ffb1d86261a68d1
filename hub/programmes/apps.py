"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "hub.programmes"
    label = "hub_programmes"
    verbose_name = _("Programmes")
