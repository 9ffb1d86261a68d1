"""The subject as an app of Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import task_submitted


class ModerationConfig(AppConfig):
    name = "hub.moderation"
    label = "hub_moderation"
    verbose_name = _("Appraisal and approval")

    def ready(self) -> None:
        # Both need the models.
        from hub.moderation.actions import note_start  # noqa: PLC0415
        from hub.moderation.policies import register_policies  # noqa: PLC0415

        # Wagtail's edit page starts the runs: nothing of ours is called then.
        task_submitted.connect(note_start, dispatch_uid="hub_moderation_note_start")
        register_policies()
