"""Where the as-run log comes into the admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.asrun import views
from hub.players.queries import may_look


class AsRunMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


@hooks.register("register_admin_urls")
def add_addresses():
    return [path("players/as-run/", views.as_run_page, name="as_run")]


@hooks.register("register_admin_menu_item")
def add_to_menu():
    return AsRunMenuItem(
        _("What was shown"), reverse_lazy("as_run"), icon_name="history", order=312
    )
