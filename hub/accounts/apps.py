"""The subject as an app of Django; from its start it hears who signs in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "hub.accounts"
    label = "hub_accounts"
    verbose_name = _("Access accounts")

    def ready(self) -> None:
        from hub.accounts.hearing import hear_sign_ins  # noqa: PLC0415 - needs models

        hear_sign_ins()
