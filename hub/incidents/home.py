"""What is wrong somewhere now, on the home page, above all else."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from hub.incidents import queries

SHOWN = 5


class IncidentsPanel(Component):
    """Not there for whoever may neither see nor report any."""

    name = "incidents"
    order = 1
    template_name = "incidents/incidents_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        if not queries.may_see_some(user):
            return {"is_shown": False}
        rows = list(queries.open_incidents(user)[: SHOWN + 1])
        return {
            "is_shown": True,
            "rows": rows[:SHOWN],
            "has_more": len(rows) > SHOWN,
            "may_report": queries.clusters_reported_by(user).exists(),
        }
