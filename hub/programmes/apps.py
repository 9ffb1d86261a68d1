"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "hub.programmes"
    label = "hub_programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        # Not before: policies know the models.
        from hub.programmes.policies import register_policies  # noqa: PLC0415

        register_policies()
