from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreensConfig(AppConfig):
    name = "hub.screens"
    label = "hub_screens"
    verbose_name = _("Screens")
