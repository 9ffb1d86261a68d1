"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlayersConfig(AppConfig):
    name = "hub.players"
    label = "hub_players"
    verbose_name = _("Players")
