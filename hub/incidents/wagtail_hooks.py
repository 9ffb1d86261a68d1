"""Where incidents come into the CMS: addresses, menu, home page, names in the log."""

from typing import ClassVar

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.incidents import urls
from hub.incidents.enums import Event
from hub.incidents.home import IncidentsPanel
from hub.incidents.models import Recipient
from hub.incidents.queries import may_see_some
from hub.lib.lists import ListedViewSet


class RecipientViewSet(ListedViewSet):
    """The account manager's: whom the province wants told, as data."""

    model = Recipient
    icon = "mail"
    add_to_settings_menu = True
    fetched_along = ("agency__names",)
    list_display: ClassVar = ["agency", "kind", "is_due", "clause"]
    form_fields: ClassVar = ["agency", "kind", "is_due", "clause"]


class IncidentsItem(MenuItem):
    def is_shown(self, request):
        return may_see_some(request.user)


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("register_admin_viewset")
def register_viewset():
    return RecipientViewSet("incident_recipients")


@hooks.register("register_admin_urls")
def add_addresses():
    return [path("incidents/", include(urls))]


@hooks.register("construct_homepage_panels")
def add_panel(request, panels):
    panels.append(IncidentsPanel())


@hooks.register("register_admin_menu_item")
def add_to_menu():
    return IncidentsItem(
        _("Incidents"),
        reverse_lazy("incidents:incidents"),
        icon_name="warning",
        order=305,
    )
