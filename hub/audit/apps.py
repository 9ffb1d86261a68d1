"""The record as an app of Django; from its start it hears what Wagtail notes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "hub.audit"
    label = "hub_audit"
    verbose_name = _("System log")

    def ready(self) -> None:
        from hub.audit.mirroring import mirror_wagtail  # noqa: PLC0415 - needs models

        mirror_wagtail()
