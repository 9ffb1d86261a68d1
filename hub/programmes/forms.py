"""Forms of programmes, dayparts, special days and agreements.

What may not be shown stays out, and so does what is not theirs who fill the form in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from hub.content.queries import published_items
from hub.lib.forgetting import forget
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.lib.weekdays import EVERY_DAY
from hub.programmes.checks import Wish, find_faults
from hub.programmes.windows import Hours, Rule, Span
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
            self._check_faults(kept, cluster)
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
