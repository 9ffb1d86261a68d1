"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "hub.contributions"
    label = "hub_contributions"
    verbose_name = _("Contributions")
