"""Rows that belong to clusters, as Wagtail's views ask about them.

Django's permissions say what somebody may do in general; the rows on which they may do it
are those of the clusters that their roles reach (Đ14.3).
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from hub.displays.models import Canvas, Cluster
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to


class ClusterPolicy(ModelPermissionPolicy):
    """`path` leads from a row to its cluster; `needs` says which right an action takes."""

    def __init__(
        self, model: Any, path: str, needs: Mapping[str, Right] | None = None
    ) -> None:
        super().__init__(model)
        self.path, self.needs = path, needs or {}

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        rows = self.instances_user_has_any_permission_for(user, actions)
        return rows.filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        if user.is_active and user.is_superuser:
            return rows
        given = [action for action in actions if self.user_has_permission(user, action)]
        if not given:
            return rows.none()
        rights = {self.needs.get(action) for action in given}
        reached = [clusters_open_to(user, right) for right in rights]
        if None in reached:
            return rows
        clusters = frozenset[int]().union(*(one for one in reached if one))
        return rows.filter(**{f"{self.path}__in": clusters}).distinct()


def register_policies() -> None:
    """Before anything asks: Wagtail takes no policy for a model it was asked of."""
    register_permission_policy(Cluster, ClusterPolicy(Cluster, "pk"))
    register_permission_policy(Canvas, ClusterPolicy(Canvas, "controller__cluster"))
