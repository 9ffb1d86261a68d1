"""Templates and quiet hours in the admin: lists under Settings, and their forms."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet
from hub.urgent.forms import TemplateForm
from hub.urgent.models import QuietRule, Template


class TemplateViewSet(ListedViewSet):
    """The lead department's: words that are translated before anybody is in a hurry."""

    model = Template
    icon = "warning"
    add_to_settings_menu = True
    fetched_along = ("texts",)
    list_display: ClassVar = ["__str__", "level", "hours"]
    search_fields: ClassVar = ["code", "texts__title"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines"),
            FieldRowPanel([FieldPanel("code"), FieldPanel("hours")]),
            FieldRowPanel([FieldPanel("level"), FieldPanel("category")]),
        ],
        base_form_class=TemplateForm,
    )


class QuietRuleViewSet(ListedViewSet):
    model = QuietRule
    icon = "time"
    add_to_settings_menu = True
    fetched_along = ("cluster__names",)
    list_display: ClassVar = [
        "cluster",
        "quiet_from",
        "quiet_until",
        "is_critical_heard",
    ]
    search_fields: ClassVar = ["cluster__names__name", "cluster__code"]
    edit_handler = FormPanel(
        [
            FieldPanel("cluster"),
            FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")]),
            FieldPanel("is_critical_heard"),
        ]
    )
