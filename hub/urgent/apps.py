"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UrgentConfig(AppConfig):
    name = "hub.urgent"
    label = "hub_urgent"
    verbose_name = _("Urgent messages")

    def ready(self) -> None:
        """The playout's shelf keeps what these documents name; it does not know them."""
        from hub.playout.queries import keep_also  # noqa: PLC0415 - apps first
        from hub.urgent.queries import digests_in_force  # noqa: PLC0415 - apps first

        keep_also(digests_in_force)
