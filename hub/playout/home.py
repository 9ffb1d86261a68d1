"""Loops that wait for the person, on the home page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from hub.playout import queries


class ReleasesPanel(Component):
    """Not there while nothing waits for this person."""

    name = "releases"
    order = 4
    template_name = "playout/releases_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": queries.waiting_for(parent_context["request"].user)}
