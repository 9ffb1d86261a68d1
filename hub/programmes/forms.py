"""Forms of programmes, dayparts, special days and agreements.

What may not be shown stays out, and so does what is not theirs who fill the form in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from hub.agencies.queries import agencies_in_force
from hub.content.enums import ItemKind
from hub.content.queries import ItemFacts, item_records, published_items
from hub.displays.queries import ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.forgetting import forget
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.lib.weekdays import EVERY_DAY
from hub.programmes.airtime import Claim, Excess, find_excesses
from hub.programmes.validators import find_refusal
from hub.programmes.windows import Calendar, Hours, Rule, Span, due_between
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to


def offer_own_clusters(form: Any, name: str) -> None:
    """Only the clusters that the person may programme; and none is not all of them."""
    open_ones = _open_clusters(form.for_user)
    if open_ones is not None:
        field = form.fields[name]
        field.queryset = field.queryset.filter(pk__in=open_ones)
        field.required = True


def _open_clusters(user: Any) -> frozenset[int] | None:
    return None if _is_program(user) else clusters_open_to(user, Right.PROGRAMME)


def _own_pages(user: Any) -> QuerySet[Any]:
    if user is None:
        return Page.objects.all()
    return page_permission_policy.explorable_instances(user)


def _is_program(user: Any) -> bool:
    """Programs fill forms for nobody; the technical administrator sees everything."""
    return user is None or user.is_superuser


class DaypartForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own_clusters(self, "cluster")


class SpecialDayForm(LocalClusterForm):
    """Of two special days for the same cluster nobody could say which one rules."""

    local_fields = LocalFields("names", ("name",), required=("name",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own_clusters(self, "clusters")

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


@dataclass(frozen=True)
class Offer:
    """What a field takes. Choices are read once for a form, not for each of its slots."""

    rows: QuerySet[Any]
    choices: list[tuple[Any, str]] | None = None


class SlotForm(WagtailAdminModelForm):
    def __init__(
        self, *args: Any, offers: Mapping[str, Offer] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].error_messages["invalid_choice"] = _(
            "This item is not published, or is not there. Choose another."
        )
        for name, offer in (offers or {}).items():
            self.fields[name].queryset = offer.rows
            if offer.choices is not None:
                self.fields[name].choices = offer.choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "item" in self.errors:
            forget(self, "item")
        return cleaned


class AgreementForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own_clusters(self, "cluster")


class ProgrammeForm(WagtailAdminModelForm):
    """Offers, and takes, the clusters that the person may programme and no others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own_clusters(self, "cluster")
        self.formsets["slots"].form_kwargs["offers"] = self._offers()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cluster := cleaned.get("cluster"):
            self._check_publishing(cluster)
            kept = self._kept_slots()
            self._check_items(kept, cluster)
            self._check_dayparts(kept, cluster)
        return cleaned

    def _check_publishing(self, cluster: Any) -> None:
        """Of some of their clusters people make programmes that others publish."""
        if "action-publish" not in self.data or _is_program(self.for_user):
            return
        open_ones = clusters_open_to(self.for_user, Right.PUBLISH_PROGRAMME)
        if open_ones is not None and cluster.pk not in open_ones:
            message = _(
                "You may make programmes of “%(cluster)s” and not publish them (Đ14.3). "
                "Save it as a draft, and ask whoever publishes for this cluster."
            )
            self.add_error("cluster", message % {"cluster": cluster})

    def _offers(self) -> dict[str, Offer]:
        """Published items, and the hours and days of own clusters; what is there stays.

        Of a draft of their own people are told below why it may not be shown.
        """
        slot_model: Any = self._meta.model._meta.get_field("slots").related_model
        kept = list(self.instance.slots.all())
        items = slot_model._meta.get_field("item").related_model.objects
        is_offered = Q(pk__in={slot.item_id for slot in kept})
        is_offered |= Q(pk__in=published_items(()).values("pk"))
        is_offered |= Q(pk__in=_own_pages(self.for_user).values("pk"))
        hours, days = Q(cluster__isnull=True), Q(clusters__isnull=True)
        for slot in kept:
            hours |= Q(pk__in=[row.pk for row in slot.dayparts.all()])
            days |= Q(pk__in=[row.pk for row in slot.special_days.all()])
        return {
            "item": Offer(items.filter(is_offered)),
            "dayparts": self._offer(slot_model, "dayparts", "cluster", hours),
            "special_days": self._offer(slot_model, "special_days", "clusters", days),
        }

    def _offer(self, slot_model: Any, name: str, path: str, besides: Q) -> Offer:
        rows = slot_model._meta.get_field(name).related_model.objects.all()
        open_ones = _open_clusters(self.for_user)
        if open_ones is not None:
            reached = rows.filter(besides | Q(**{f"{path}__in": open_ones}))
            rows = rows.filter(pk__in=reached.values("pk"))
        return Offer(rows, [(row.pk, str(row)) for row in rows])

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
    steps = max(len(face.languages) for face in cluster.faces)
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
