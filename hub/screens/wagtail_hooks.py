"""Where the screens come into the CMS."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from hub.content.models import ItemPage
from hub.screens.matrixview import matrix_page, sees_items
from hub.screens.panels import WallPanel
from hub.screens.preview import draw_still, preview_item, read_draft
from hub.screens.weekview import week_page


@hooks.register("construct_homepage_panels")
def add_wall_panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WallPanel())


@hooks.register("register_admin_urls")
def add_still_address() -> list[URLPattern]:
    return [
        path("led-preview/still/", draw_still, name="led_preview_still"),
        path("led-preview/reading/", read_draft, name="led_preview_reading"),
    ]


@hooks.register("register_admin_urls")
def add_week_addresses() -> list[URLPattern]:
    return [
        path("week/", week_page, name="week"),
        path("week/<slug:code>/", week_page, name="week_of_cluster"),
    ]


@hooks.register("register_admin_menu_item")
def add_week_to_menu() -> MenuItem:
    return MenuItem(
        _("Seven days ahead"), reverse_lazy("week"), icon_name="history", order=260
    )


class MatrixMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sees_items(request.user)


@hooks.register("register_admin_urls")
def add_matrix_address() -> list[URLPattern]:
    return [path("languages/", matrix_page, name="languages")]


@hooks.register("register_admin_menu_item")
def add_matrix_to_menu() -> MenuItem:
    return MatrixMenuItem(
        _("Board of languages"), reverse_lazy("languages"), icon_name="globe", order=255
    )


@hooks.register("serve_item_preview")
def serve_item_preview(page: ItemPage, request: HttpRequest) -> HttpResponse:
    return preview_item(page, request)
