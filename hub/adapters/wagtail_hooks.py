"""Where players of other makes and sticks come into the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.adapters import views
from hub.adapters.enums import Event
from hub.players.queries import may_look


class OtherPlayersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("register_admin_urls")
def add_addresses():
    return [
        path("players/others/", views.others_page, name="other_players"),
        path("releases/<slug:cluster_code>/usb/", views.stick_page, name="stick"),
    ]


@hooks.register("register_admin_menu_item")
def add_to_menu():
    return OtherPlayersMenuItem(
        _("Other players"),
        reverse_lazy("other_players"),
        icon_name="link",
        order=311,
    )
