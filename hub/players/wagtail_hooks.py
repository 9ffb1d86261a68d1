"""Where players come into the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.players import views
from hub.players.enums import Event
from hub.players.queries import may_look


class PlayersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)


@hooks.register("register_admin_urls")
def add_addresses():
    return [
        path("players/", views.players_page, name="players"),
        path("players/now/", views.players_now, name="players_now"),
        path("players/tokens/", views.tokens_page, name="players_tokens"),
        path(
            "players/<int:pk>/pictures/<slug:canvas>.jpg",
            views.player_picture,
            name="players_picture",
        ),
        path("players/issue/", views.issue, name="players_issue"),
        path("players/<int:pk>/revoke/", views.revoke, name="players_revoke"),
    ]


@hooks.register("register_admin_menu_item")
def add_to_menu():
    return PlayersMenuItem(
        _("Players"), reverse_lazy("players"), icon_name="desktop", order=310
    )
