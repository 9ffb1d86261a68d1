"""Topics in the admin: a list under Settings, and the form."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.content.forms import TopicForm
from hub.content.models import Topic
from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet


class TopicViewSet(ListedViewSet):
    model = Topic
    icon = "tag"
    add_to_settings_menu = True
    fetched_along = ("parent__names",)
    list_display: ClassVar = ["__str__", "code", "clause", "parent"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("clause")]),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("sort_order")]),
        ],
        base_form_class=TopicForm,
    )


topic_viewset = TopicViewSet("topics")
