"""Copies into the chain what Wagtail notes: creating, publishing, workflow steps, …

Wagtail writes its log in dozens of places and offers no hook for it; the saving of its
rows is the one thing that they share.
"""

from typing import Any

from django.db.models.signals import (  # noqa: TID251 - Wagtail's code is the cause
    post_save,
)
from wagtail.log_actions import registry

from hub.audit.actions import record

UID = "hub-audit"


def mirror_wagtail() -> None:
    """Called once, when the hub starts."""
    for model in registry.get_log_entry_models():
        post_save.connect(_mirror, sender=model, dispatch_uid=f"{UID}-{model.__name__}")


def _mirror(instance: Any, created: bool, raw: bool = False, **_signal: Any) -> None:
    # `raw`: rows that are loaded back as they were.
    if not created or raw:
        return
    content_type = instance.content_type
    model = f"{content_type.app_label}.{content_type.model}" if content_type else ""
    record(
        instance.action,
        actor=instance.user,
        subject=(model, instance.object_id),
        subject_title=instance.label,
        details=instance.data or {},
    )
