"""Who looks after the steps of the lanes."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from hub.moderation.models import ReviewStep


def register_policies() -> None:
    """Not Wagtail's for tasks: whoever looks after our steps makes no others."""
    register_permission_policy(ReviewStep, ModelPermissionPolicy(ReviewStep))
