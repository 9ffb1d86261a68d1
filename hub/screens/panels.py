"""The wall on the CMS's home page, small."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from wagtail.admin.ui.components import Component

from hub.screens.views import wall_context


class WallPanel(Component):
    name = "wall"
    order = 10
    template_name = "screens/home_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return wall_context(parent_context["request"]) | {"is_compact": True}

    @property
    def media(self) -> Media:
        module = Script("screens/wall.js", type="module")
        return Media(css={"all": ["screens/wall.css"]}, js=[module])  # type: ignore[list-item]  # the stubs know strings only
