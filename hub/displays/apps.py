"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisplaysConfig(AppConfig):
    name = "hub.displays"
    label = "hub_displays"
    verbose_name = _("Displays")
