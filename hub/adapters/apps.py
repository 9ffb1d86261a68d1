"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdaptersConfig(AppConfig):
    name = "hub.adapters"
    label = "hub_adapters"
    verbose_name = _("Other ways to the walls")
