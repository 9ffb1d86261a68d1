"""Asks for a player of another make: what it is, and which canvas it drives."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.adapters.enums import OTHERS
from hub.displays.models import Canvas
from hub.lib.localrows import name_of
from hub.players.enums import Kind


class OtherPlayerForm(forms.Form):
    canvas = forms.TypedChoiceField(label=_("Canvas"), coerce=int)
    code = forms.SlugField(
        label=_("Name of the machine"),
        max_length=60,
        help_text=_("Letters without marks, digits, hyphens: may-1"),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(one.value, one.label) for one in OTHERS]
    )

    def __init__(self, canvases: Iterable[Canvas], *args: Any) -> None:
        super().__init__(*args)
        self._canvases = {one.pk: one for one in canvases}
        field: Any = self.fields["canvas"]
        field.choices = [
            (pk, f"{name_of(one.cluster)} · {one}")
            for pk, one in self._canvases.items()
        ]

    @property
    def chosen(self) -> Canvas:
        return self._canvases[self.cleaned_data["canvas"]]

    @property
    def chosen_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])
