"""Official names in the admin: a list under Settings, and the form."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column

from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet
from hub.terms.forms import TermForm
from hub.terms.models import Term


def _in_other_languages(term: Term) -> str:
    """As a name's row comes first that was made first: that of the first language."""
    rows = sorted(term.names.all(), key=lambda row: row.locale_id)
    return " · ".join(row.name for row in rows[1:])


class TermViewSet(ListedViewSet):
    model = Term
    icon = "openquote"
    add_to_settings_menu = True
    list_per_page = 50
    list_display: ClassVar = [
        "__str__",
        Column(
            "translated", label=_("In other languages"), accessor=_in_other_languages
        ),
        Column("get_group_display", label=_("Group"), sort_key="group"),
        BooleanColumn(
            "is_checked", label=_("Checked on saving"), sort_key="is_checked"
        ),
    ]
    list_filter: ClassVar = ["group", "is_checked"]
    search_fields: ClassVar = ["code", "names__name"]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines", heading=_("Official names")),
            FieldRowPanel([FieldPanel("code"), FieldPanel("group")]),
            FieldPanel("is_checked"),
        ],
        base_form_class=TermForm,
    )


term_viewset = TermViewSet("terms")
