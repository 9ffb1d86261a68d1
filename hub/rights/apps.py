"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "hub.rights"
    label = "hub_rights"
    verbose_name = _("Roles and rights")

    def ready(self) -> None:
        # Not before: policies know the models.
        from hub.rights.policies import register_policies  # noqa: PLC0415

        register_policies()
