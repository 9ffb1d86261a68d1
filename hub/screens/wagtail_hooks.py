"""Where the screens come into the CMS."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks

from hub.content.models import ItemPage
from hub.screens.panels import WallPanel
from hub.screens.preview import draw_still, preview_item


@hooks.register("construct_homepage_panels")
def add_wall_panel(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WallPanel())


@hooks.register("register_admin_urls")
def add_still_address() -> list[URLPattern]:
    return [path("led-preview/still/", draw_still, name="led_preview_still")]


@hooks.register("serve_item_preview")
def serve_item_preview(page: ItemPage, request: HttpRequest) -> HttpResponse:
    return preview_item(page, request)
