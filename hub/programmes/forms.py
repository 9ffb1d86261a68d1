"""Forms of dayparts, special days and programmes: what may not be shown stays out."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.lib.weekdays import EVERY_DAY
from hub.programmes.checks import Wish, find_faults
from hub.programmes.windows import Hours, Rule, Span


class DaypartForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",))


class SpecialDayForm(LocalClusterForm):
    """Of two special days for the same cluster nobody could say which one rules."""

    local_fields = LocalFields("names", ("name",), required=("name",))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last:
            chosen = {cluster.pk for cluster in cleaned.get("clusters", ())}
            self._check_twins(first, last, chosen)
        return cleaned

    def _check_twins(self, first: date, last: date, chosen: set[int]) -> None:
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        for other in others.filter(first_day__lte=last, last_day__gte=first):
            named = {cluster.pk for cluster in other.clusters.all()}
            if named & chosen or (not named and not chosen):
                message = _(
                    "“%(other)s” has some of these days for the same cluster. Change "
                    "the days, or choose other clusters."
                )
                self.add_error("first_day", message % {"other": other})


class ProgrammeForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._share_choices("dayparts")
        self._share_choices("special_days")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cluster := cleaned.get("cluster"):
            kept = self._kept_slots()
            self._check_faults(kept, cluster)
            self._check_dayparts(kept, cluster)
        return cleaned

    def _share_choices(self, name: str) -> None:
        """Read once for the form, not once for each of its sixty slots."""
        forms = self.formsets["slots"].forms
        if forms:
            choices = list(forms[0].fields[name].choices)
            for form in forms:
                form.fields[name].choices = choices

    def _kept_slots(self) -> list[Any]:
        formset = self.formsets["slots"]
        formset.is_valid()
        return [
            form
            for form in formset.forms
            if form not in formset.deleted_forms and form.cleaned_data.get("item")
        ]

    def _check_faults(self, forms: list[Any], cluster: Any) -> None:
        wishes = [_wish_of(form.cleaned_data) for form in forms]
        for fault in find_faults(wishes, cluster):
            forms[fault.number].add_error(fault.field, fault.message)

    def _check_dayparts(self, forms: list[Any], cluster: Any) -> None:
        for form in forms:
            for daypart in form.cleaned_data.get("dayparts", ()):
                if daypart.cluster_id not in (None, cluster.pk):
                    message = _(
                        "Daypart “%(daypart)s” belongs to another cluster. Choose one "
                        "of this cluster's, or one for every cluster."
                    )
                    form.add_error("dayparts", message % {"daypart": daypart})


def _wish_of(entered: dict[str, Any]) -> Wish:
    rule = Rule(
        weekdays=entered.get("weekdays") or EVERY_DAY,
        hours=tuple(
            Hours(daypart.start, daypart.end, daypart.weekdays)
            for daypart in entered.get("dayparts", ())
        ),
        validity=Span(entered.get("valid_from"), entered.get("valid_until")),
        only_on=frozenset(special.pk for special in entered.get("special_days", ())),
    )
    seconds, frequency = entered.get("seconds"), entered.get("frequency") or 1
    return Wish(entered["item"].pk, seconds, frequency, rule)
