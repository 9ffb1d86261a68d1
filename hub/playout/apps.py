"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayoutConfig(AppConfig):
    name = "hub.playout"
    label = "hub_playout"
    verbose_name = _("Releases")
