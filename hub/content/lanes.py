"""Items go on air, and off it, through their lane: nobody publishes one by hand.

Held here for every way in: buttons, bulk actions, translations, timers, other programs.
What the lanes are made of: the app above that keeps them.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.models.pages import PagePermissionTester


class ItemPermissionTester(PagePermissionTester):
    """A technical administrator is nobody special here: see `hub.rights`."""

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What is on air is taken off first, with a reason that stays on record."""
        return not self.page.live and bool(super().can_delete(ignore_bulk))


class FolderPermissionTester(PagePermissionTester):
    def can_publish_subpage(self) -> bool:
        return False


def check_approved(page: Page, revision: Any) -> None:
    """Raises PermissionDenied unless every step approved this very revision."""
    approved = WorkflowState.objects.for_instance(page).filter(
        status=WorkflowState.STATUS_APPROVED,
        current_task_state__status=TaskState.STATUS_APPROVED,
        current_task_state__revision=revision,
    )
    if not approved.exists():
        message = _(
            "“%(title)s” was not approved in this version, so it does not go on air "
            "(Đ7.1, Đ9.2). Submit it; it goes on air when the last step approves it."
        )
        raise PermissionDenied(message % {"title": page.title})
