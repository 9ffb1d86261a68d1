"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TermsConfig(AppConfig):
    name = "hub.terms"
    label = "hub_terms"
    verbose_name = _("Official names")
