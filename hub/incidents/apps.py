"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "hub.incidents"
    label = "hub_incidents"
    verbose_name = _("Incidents")
