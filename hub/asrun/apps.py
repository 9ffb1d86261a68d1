"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AsRunConfig(AppConfig):
    name = "hub.asrun"
    label = "hub_asrun"
    verbose_name = _("What was shown")
