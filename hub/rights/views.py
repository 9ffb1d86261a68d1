"""Roles, who holds them, and agencies with all that belongs to them, in the admin."""

from typing import Any, ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column

from hub.agencies.forms import AgencyForm
from hub.agencies.views import AgencyViewSet, agency_panels
from hub.lib.formpanels import FormLinesPanel, FormPanel
from hub.lib.lists import ListedViewSet
from hub.rights.actions import set_up_agency, settle_rights
from hub.rights.forms import RoleAssignmentForm, RoleForm
from hub.rights.models import Role, RoleAssignment


class SettlingRoleForm(RoleForm):
    def save(self, commit: bool = True) -> Any:
        role = super().save(commit=commit)
        settle_rights()
        return role


class SettlingAssignmentForm(RoleAssignmentForm):
    def save(self, commit: bool = True) -> Any:
        assignment = super().save(commit=commit)
        settle_rights()
        return assignment


class AgencySetUpForm(AgencyForm):
    """Saving it makes the agency's folders, its collection, its groups and rights."""

    def save(self, commit: bool = True) -> Any:
        agency = super().save(commit=commit)
        set_up_agency(agency)
        return agency


class RoleViewSet(ListedViewSet):
    model = Role
    icon = "key"
    add_to_settings_menu = True
    list_display: ClassVar = [
        "__str__",
        "code",
        Column("get_scope_display", label=_("Reaches"), sort_key="scope"),
    ]
    edit_handler = FormPanel(
        [
            FormLinesPanel("local_lines", heading=_("Names")),
            FieldRowPanel(
                [FieldPanel("code"), FieldPanel("scope"), FieldPanel("sort_order")]
            ),
            FormLinesPanel("rights_lines", heading=_("Rights")),
        ],
        base_form_class=SettlingRoleForm,
    )


class RoleAssignmentViewSet(ListedViewSet):
    model = RoleAssignment
    icon = "user"
    add_to_settings_menu = True
    fetched_along = ("user", "agency__names", "role__names")
    list_display: ClassVar = ["user", "role", "agency", "valid_from", "valid_until"]
    list_filter: ClassVar = ["role", "agency"]
    search_fields: ClassVar = ["user__username", "agency__names__name"]
    edit_handler = FormPanel(
        [
            FieldRowPanel([FieldPanel("user"), FieldPanel("role")]),
            FieldPanel("agency"),
            FieldPanel("clusters", widget=CheckboxSelectMultiple()),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldPanel("reference"),
        ],
        base_form_class=SettlingAssignmentForm,
    )


class AgencySetUpViewSet(AgencyViewSet):
    edit_handler = FormPanel(agency_panels(), base_form_class=AgencySetUpForm)


agency_viewset = AgencySetUpViewSet("agencies")
role_viewset = RoleViewSet("roles")
role_assignment_viewset = RoleAssignmentViewSet("role_assignments")
