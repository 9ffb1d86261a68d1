"""Where releases come into the CMS: addresses, menu, names of entries in the log."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.playout import urls
from hub.playout.enums import Event
from hub.playout.home import ReleasesPanel
from hub.playout.queries import may_see_some
from hub.playout.views import RuleViewSet


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("register_admin_viewset")
def register_viewset():
    return RuleViewSet("release_rules")


@hooks.register("register_admin_urls")
def add_addresses():
    return [path("releases/", include(urls))]


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    panels.append(ReleasesPanel())


class ReleasesItem(MenuItem):
    def is_shown(self, request):
        return may_see_some(request.user)


@hooks.register("register_admin_menu_item")
def add_releases_to_menu():
    return ReleasesItem(
        _("Releases to the walls"),
        reverse_lazy("playout:releases"),
        icon_name="check",
        order=262,
    )
