"""Topics in the admin: a list under Settings, and the form."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.content.forms import TopicForm
from hub.content.models import Topic
from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet
from hub.lib.search.renewing import renew


class RenewingTopicForm(TopicForm):
    """Items are found by the names of their topic."""

    def save(self, commit: bool = True) -> Any:
        topic = super().save(commit=commit)
        renew(topic)
        return topic


class TopicViewSet(ListedViewSet):
    model = Topic
    icon = "tag"
    add_to_settings_menu = True
    fetched_along = ("parent__names",)
    list_display: ClassVar = ["__str__", "code", "clause", "parent"]
    search_fields: ClassVar = ["code", "clause", "names__name"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("clause")]),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("sort_order")]),
        ],
        base_form_class=RenewingTopicForm,
    )


topic_viewset = TopicViewSet("topics")
