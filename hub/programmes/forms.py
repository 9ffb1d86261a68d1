"""Forms of dayparts, special days and programmes: what may not be shown stays out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hub.agencies.queries import agencies_in_force
from hub.content.enums import ItemKind
from hub.content.queries import ItemFacts, item_records
from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.lib.weekdays import EVERY_DAY
from hub.programmes.airtime import Claim, Excess, find_excesses
from hub.programmes.languages import step_count
from hub.programmes.validators import find_refusal
from hub.programmes.windows import Calendar, Hours, Rule, Span, due_between


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
            self._check_items(kept, cluster)
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

    def _check_items(self, forms: list[Any], cluster: Any) -> None:
        now = timezone.now()
        facts = find_cluster(cluster.code)
        items = {form.cleaned_data["item"].pk for form in forms}
        records = item_records(items, on=timezone.localdate(now))
        good, shown = [], []
        for form in forms:
            record = records[form.cleaned_data["item"].pk]
            if facts and (refusal := find_refusal(record, facts, now)):
                form.add_error("item", refusal.message)
            else:
                good.append(form)
                shown.append(record.facts)
        if facts:
            self._check_airtime(good, shown, facts, cluster)

    def _check_airtime(
        self,
        forms: list[Any],
        items: list[ItemFacts],
        facts: ClusterFacts,
        cluster: Any,
    ) -> None:
        """What is sure to be left out of the loops is refused here already (Đ9.2)."""
        agreements = _agreements(cluster)
        if not agreements:
            return
        claims = [
            Claim(item.agency.code, _seconds_in_loop(form, item, facts))
            for form, item in zip(forms, items, strict=True)
        ]
        agreed = {code: row.seconds_per_loop for code, row in agreements.items()}
        week = _week_of([_rule_of(form) for form in forms])
        for number, excess in find_excesses(claims, agreed, week).items():
            agreement = agreements[claims[number].agency]
            forms[number].add_error("seconds", _excess_message(excess, agreement))

    def _check_dayparts(self, forms: list[Any], cluster: Any) -> None:
        for form in forms:
            for daypart in form.cleaned_data.get("dayparts", ()):
                if daypart.cluster_id not in (None, cluster.pk):
                    message = _(
                        "Daypart “%(daypart)s” belongs to another cluster. Choose one "
                        "of this cluster's, or one for every cluster."
                    )
                    form.add_error("dayparts", message % {"daypart": daypart})


def _agreements(cluster: Any) -> dict[str, Any]:
    """Those that hold today, by the code of the agency that stands there today."""
    today = timezone.localdate()
    in_force = agencies_in_force(today)
    rows = cluster.agreements.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today
    )
    return {in_force[row.agency_id].code: row for row in rows}


def _seconds_in_loop(form: Any, item: ItemFacts, cluster: ClusterFacts) -> int:
    """Nothing where the renderer decides: a clip is never longer than itself."""
    seconds = form.cleaned_data.get("seconds")
    if not seconds or item.kind == ItemKind.CLIP:
        return 0
    steps = step_count(item, cluster)
    return int(seconds * steps * (form.cleaned_data.get("frequency") or 1))


def _rule_of(form: Any) -> Rule:
    entered = form.cleaned_data
    return Rule(
        weekdays=entered.get("weekdays") or EVERY_DAY,
        hours=tuple(
            Hours(daypart.start, daypart.end, daypart.weekdays)
            for daypart in entered.get("dayparts", ())
        ),
        validity=Span(entered.get("valid_from"), entered.get("valid_until")),
        only_on=frozenset(special.pk for special in entered.get("special_days", ())),
    )


def _week_of(rules: list[Rule]) -> Iterator[tuple[datetime, tuple[int, ...]]]:
    """Of ordinary days: each special day is looked at by the renderer."""
    now, calendar = timezone.now(), Calendar(timezone.get_default_timezone())
    return due_between(rules, now, now + timedelta(days=7), calendar)


def _excess_message(excess: Excess, agreement: Any) -> str:
    message = _(
        "With this slot, %(agency)s would fill %(used)s s of each loop from %(when)s on; "
        "%(agreed)s s are agreed (%(reference)s; Đ9.2, Đ14.3.a). Shorten it, show it "
        "less often or at another hour, or agree on more airtime first."
    )
    return message % {
        "agency": agreement.agency,
        "used": excess.used_seconds,
        "agreed": excess.agreed_seconds,
        "reference": agreement.reference,
        "when": date_format(timezone.localtime(excess.at), "SHORT_DATETIME_FORMAT"),
    }
