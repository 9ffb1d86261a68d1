"""Forms of roles and of who holds them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.rights.enums import Right, Scope


class RoleForm(LocalClusterForm):
    """Asks for the rights as boxes to tick; they are kept as rows."""

    local_fields = LocalFields("names", ("name",), required=("name",), long=("name",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rights_chosen"] = forms.MultipleChoiceField(
            label=_("Allowed"),
            choices=Right.choices,
            widget=forms.CheckboxSelectMultiple,
            initial=[row.right for row in self.instance.rights.all()],
        )

    def rights_lines(self) -> list[list[str]]:
        return [["rights_chosen"]]

    def save(self, commit: bool = True) -> Any:
        row_model = self.instance._meta.get_field("rights").related_model
        kept = {row.right: row for row in self.instance.rights.all()}
        self.instance.rights = [
            kept.get(right) or row_model(right=right)
            for right in self.cleaned_data["rights_chosen"]
        ]
        return super().save(commit=commit)


class RoleAssignmentForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self._is_for_oneself(cleaned.get("user")):
            message = _(
                "Nobody gives a role to themself. Ask another account manager to do it."
            )
            self.add_error("user", message)
        role, clusters = cleaned.get("role"), cleaned.get("clusters")
        if role and clusters and role.scope != Scope.CLUSTERS:
            message = _(
                "The role “%(role)s” reaches: %(scope)s. Choose clusters only for a "
                "role that reaches clusters."
            )
            words = {"role": role, "scope": role.get_scope_display()}
            self.add_error("clusters", message % words)
        return cleaned

    def _is_for_oneself(self, user: Any) -> bool:
        return user is not None and user == self.for_user
