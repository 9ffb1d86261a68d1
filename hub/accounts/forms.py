"""Forms of signing in and of the register; what they lead to happens in `views`."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.accounts.enums import AccountState


class LoginForm(AllauthLoginForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        if self.user and (refusal := self.find_refusal(self.user)):
            raise ValidationError(refusal, code="not_let_in")
        return cleaned

    def find_refusal(self, user: Any) -> str | None:
        """Why somebody who knows the password is not let in."""
        account = getattr(user, "account", None)
        if account is None or account.state == AccountState.ISSUED:
            return None
        return gettext(
            "This account is suspended or revoked (Đ7.3). Ask the account manager of the"
            " lead agency."
        )


class AddKeyForm(AddWebAuthnForm):
    """Asks how to call the key, in words of ours: allauth's label is not translated."""

    name = forms.CharField(
        label=_("What to call the key"),
        required=False,
        help_text=_("So that you can tell your keys apart, e.g. office computer."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Enrolment code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        help_text=_("Eight signs, printed on the hand-over sheet of your account."),
    )


class IssueForm(forms.Form):
    """An account and its first role, asked for at once."""

    holder = forms.CharField(label=_("Holder's name"), max_length=150)
    title = forms.CharField(label=_("Position"), max_length=150, required=False)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Small letters without marks, e.g. lan.nguyen; never given twice."),
    )
    agency: Any = forms.ModelChoiceField(label=_("Agency"), queryset=None)
    role: Any = forms.ModelChoiceField(
        label=_("Role"), queryset=None, to_field_name="code"
    )
    clusters: Any = forms.ModelMultipleChoiceField(
        label=_("Clusters"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a role that reaches clusters. None: all that it runs."),
    )
    reference = forms.CharField(
        label=_("Paper of issue"),
        max_length=200,
        help_text=_("Number and date of the paper on which the account is issued."),
    )
    issued_on = forms.DateField(label=_("Issued on"), initial=timezone.localdate)
    valid_until = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        help_text=_("Empty: without an end."),
    )

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows
        for name in ("issued_on", "valid_until"):
            self.fields[name].widget = forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date"}
            )

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].lower()
        if get_user_model().objects.filter(username__iexact=name).exists():
            message = _(
                "The name “%(name)s” was given already, and a name is never given twice."
                " Add a letter or the agency."
            )
            raise ValidationError(message, params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("issued_on"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error(
                "valid_until", _("The last day must not come before the first day.")
            )
        role = cleaned.get("role")
        if role and cleaned.get("clusters") and role.scope != "CLUSTERS":
            self.add_error(
                "clusters",
                _("This role does not reach clusters. Leave them all unticked."),
            )
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("With the number of the document, if there is one. It is kept."),
    )


class LogFilterForm(forms.Form):
    """What of the log is wanted. Wrong values are told, and nothing is left out silently."""

    actor: Any = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("Everybody")
    )
    kind = forms.ChoiceField(label=_("What happened"), required=False)
    first_day = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    last_day = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, people: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor: Any = self.fields["actor"]
        actor.queryset = people
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Everything")), *kinds.items()]
