"""What whoever approves enters: a PIN, and that it was all watched."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApprovalForm(forms.Form):
    # The digests of what the page showed, so that nothing else is signed.
    seen = forms.CharField(widget=forms.HiddenInput)
    has_watched = forms.BooleanField(
        label=_("I have watched every loop below"),
        error_messages={
            "required": _(
                "Tick that you have watched every loop: that is what you sign."
            )
        },
    )
    pin = forms.CharField(
        label=_("PIN of your signing key"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Each PIN opens the key for this one signature."),
    )
