"""The room as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    name = "hub.importing"
    label = "hub_importing"
    verbose_name = _("Import")
