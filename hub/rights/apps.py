"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "hub.rights"
    label = "hub_rights"
    verbose_name = _("Roles and rights")
