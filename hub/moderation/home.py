"""What waits for a person, what they sent and what they were told, on the home page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from hub.moderation import queries
from hub.moderation.models import Notice

SHOWN = 5


class WaitingPanel(Component):
    name = "waiting"
    order = 5
    template_name = "moderation/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = queries.waiting_for(parent_context["request"].user)
        return {"rows": rows[:SHOWN], "count": len(rows)}


class SentPanel(Component):
    name = "sent"
    order = 6
    template_name = "moderation/sent_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = queries.sent_by(parent_context["request"].user)
        return {"rows": rows[:SHOWN], "count": len(rows)}


class NoticesPanel(Component):
    name = "notices"
    order = 7
    template_name = "moderation/notices_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        unread = Notice.objects.filter(person=user, read_at__isnull=True)
        rows = list(unread[: SHOWN + 1])
        return {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN}
