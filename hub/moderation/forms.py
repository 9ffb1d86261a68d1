"""Forms of decisions, of reasons and of the steps themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.moderation.enums import RequiredField, Verdict


class DecisionForm(forms.Form):
    """Whether an opinion is needed hangs on what is decided: see `validators`."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    opinion = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReviewStepForm(LocalClusterForm):
    """Asks for what must be filled in as boxes to tick; they are kept as rows."""

    local_fields = LocalFields("names", ("name",), required=("name",), long=("name",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required_fields"] = forms.MultipleChoiceField(
            label=_("Must be there"),
            required=False,
            choices=RequiredField.choices,
            widget=forms.CheckboxSelectMultiple,
            initial=[row.field for row in self.instance.requirements.all()],
        )

    def requirement_lines(self) -> list[list[str]]:
        return [["required_fields"]]

    def save(self, commit: bool = True) -> Any:
        # Wagtail's own name for it is shown nowhere; it may not be empty.
        self.instance.name = self.instance.name or self.instance.code
        row_model = self.instance._meta.get_field("requirements").related_model
        kept = {row.field: row for row in self.instance.requirements.all()}
        self.instance.requirements = [
            kept.get(field) or row_model(field=field)
            for field in self.cleaned_data["required_fields"]
        ]
        return super().save(commit=commit)
