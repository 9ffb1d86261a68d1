"""Agencies in the admin: a list under Settings, and the form. `rights` registers them."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from hub.agencies.models import Agency
from hub.lib.formpanels import FormLinesPanel
from hub.lib.lists import ListedViewSet


def agency_panels() -> list[Any]:
    return [
        FormLinesPanel("local_lines", heading=_("Names")),
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind"), FieldPanel("group")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("successor"),
            ],
            heading=_("In force"),
        ),
    ]


class AgencyViewSet(ListedViewSet):
    model = Agency
    icon = "group"
    add_to_settings_menu = True
    list_per_page = 50
    fetched_along = ("successor__names",)
    list_display: ClassVar = [
        "__str__",
        "code",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        "valid_from",
        "valid_until",
        "successor",
    ]
    list_filter: ClassVar = ["kind", "group"]
    search_fields: ClassVar = ["code", "names__name", "names__short_name"]
