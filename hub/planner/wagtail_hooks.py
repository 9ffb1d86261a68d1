"""Where the planner comes into the CMS."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem

from hub.planner import views
from hub.programmes.models import Programme


@hooks.register("register_admin_urls")
def add_planner_addresses() -> list[URLPattern]:
    return [
        path("planner/<int:pk>/", views.planner_page, name="planner"),
        path("planner/<int:pk>/check/", views.check_plan, name="planner_check"),
        path("planner/<int:pk>/row/", views.new_row, name="planner_row"),
        path("planner/<int:pk>/save/", views.save_plan, name="planner_save"),
        path(
            "planner/<int:pk>/picture/<int:item>/",
            views.small_picture,
            name="planner_picture",
        ),
        path("planner/<int:pk>/still/", views.draw_still, name="planner_still"),
    ]


@hooks.register("register_snippet_listing_buttons")
def add_to_list(snippet: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    """The address itself asks for the cluster: that would cost queries for each row."""
    if isinstance(snippet, Programme) and user.has_perm(
        "hub_programmes.change_programme"
    ):
        yield Button(
            _("Plan the loop"),
            reverse("planner", args=[snippet.pk]),
            icon_name="calendar-alt",
            priority=5,
        )


class PlanMenuItem(ActionMenuItem):
    name = "action-plan"
    label = _("Plan the loop")
    icon_name = "calendar-alt"

    def is_shown(self, context: Any) -> bool:
        programme = context.get("instance")
        return isinstance(programme, Programme) and views.may_plan(
            context["request"].user, programme.cluster_id
        )

    def get_url(self, context: Any) -> str:
        return reverse("planner", args=[context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def add_to_editor(model: Any) -> ActionMenuItem | None:
    return PlanMenuItem(order=90) if model is Programme else None
