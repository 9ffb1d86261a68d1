"""Forms of dayparts and programmes: what may not be shown cannot be put in."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hub.content.queries import item_records
from hub.displays.queries import cluster as find_cluster
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.programmes.validators import find_refusal


class DaypartForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",))


class ProgrammeForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._share_daypart_choices()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cluster := cleaned.get("cluster"):
            kept = self._kept_slots()
            self._check_items(kept, cluster)
            self._check_dayparts(kept, cluster)
        return cleaned

    def _share_daypart_choices(self) -> None:
        """Read once for the form, not once for each of its sixty slots."""
        forms = self.formsets["slots"].forms
        if forms:
            choices = list(forms[0].fields["dayparts"].choices)
            for form in forms:
                form.fields["dayparts"].choices = choices

    def _kept_slots(self) -> list[Any]:
        formset = self.formsets["slots"]
        formset.is_valid()
        return [
            form
            for form in formset.forms
            if form not in formset.deleted_forms and form.cleaned_data.get("item")
        ]

    def _check_items(self, forms: list[Any], cluster: Any) -> None:
        now = timezone.now()
        facts = find_cluster(cluster.code)
        items = {form.cleaned_data["item"].pk for form in forms}
        records = item_records(items, on=timezone.localdate(now))
        for form in forms:
            record = records[form.cleaned_data["item"].pk]
            if facts and (refusal := find_refusal(record, facts, now)):
                form.add_error("item", refusal.message)

    def _check_dayparts(self, forms: list[Any], cluster: Any) -> None:
        for form in forms:
            for daypart in form.cleaned_data.get("dayparts", ()):
                if daypart.cluster_id not in (None, cluster.pk):
                    message = _(
                        "Daypart “%(daypart)s” belongs to another cluster. Choose one "
                        "of this cluster's, or one for every cluster."
                    )
                    form.add_error("dayparts", message % {"daypart": daypart})
