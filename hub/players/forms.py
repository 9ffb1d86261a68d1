"""Asks for a player of a cluster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.displays.models import Cluster


class PlayerForm(forms.Form):
    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("Cluster"))
    code = forms.SlugField(
        label=_("Name of the machine"),
        max_length=60,
        help_text=_("Letters without marks, digits, hyphens: may-1"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cluster"]
        field.queryset = Cluster.objects.all()
