"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "hub.agencies"
    label = "hub_agencies"
    verbose_name = _("Agencies")
