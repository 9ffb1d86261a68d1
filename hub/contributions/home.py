"""What is due this month, on the home page: one's own, or for the lead everybody's."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from hub.contributions import queries
from hub.contributions.deadlines import month_of


class DeadlinesPanel(Component):
    """Not there for whoever owes nothing and looks after nobody."""

    name = "deadlines"
    order = 8
    template_name = "contributions/deadlines_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        month = month_of(timezone.localdate(now))
        is_lead, own = queries.is_of_the_lead(user), queries.agencies_of(user)
        rows = queries.matrix([month], now) if is_lead or own else []
        return {
            "rows": [row for row in rows if is_lead or row.agency in own],
            "month": month,
            "is_lead": is_lead,
        }
