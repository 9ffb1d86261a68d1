"""Of which cluster and day, and of which item."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hub.displays.models import Cluster


class AsRunForm(forms.Form):
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(), label=_("Cluster"), empty_label=None
    )
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    item = forms.CharField(
        label=_("Item"), required=False, max_length=200, widget=forms.Select
    )

    def __init__(self, *args: Any, clusters: QuerySet[Cluster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cluster"]
        field.queryset = clusters

    def offer_items(self, items: dict[str, str]) -> None:
        """Those that were found, by key, with their titles."""
        widget: Any = self.fields["item"].widget
        widget.choices = [("", _("every item")), *items.items()]
