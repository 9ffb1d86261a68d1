"""What is entered of an incident: at a gate with a telephone, later at a desk."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hub.displays.models import Cluster
from hub.incidents.enums import Effect, Kind

WRITTEN = ("kind", "begun_at", "ended_at", "cause", "fix")
SECONDS_IN_MINUTE = 60


class _LocalTime(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CyberForm(forms.Form):
    """Short, since somebody stands before a wall that shows what it must not."""

    cluster = forms.ModelChoiceField(
        Cluster.objects.none(),
        label=_("Cluster"),
        error_messages={"required": _("Choose the cluster where you see it.")},
    )
    seen = forms.CharField(
        label=_("What is seen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a few words what you see.")},
    )
    effects = forms.MultipleChoiceField(
        label=_("What was done without right"),
        choices=Effect,
        initial=[Effect.ALTERED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one; “altered” if something strange is shown.")
        },
    )
    pin = forms.CharField(
        label=_("PIN of your signing key"),
        max_length=256,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Orders the safe slate at once. Without a key leave it empty: the notice asks "
            "those who have one."
        ),
    )
    cut_off = forms.BooleanField(
        label=_("Revoke the device tokens of this cluster"),
        required=False,
        help_text=_(
            "When a machine there may be in wrong hands. Players go on fetching and "
            "verifying; their reports are refused until they get new tokens."
        ),
    )

    def __init__(
        self, *args: Any, clusters: QuerySet[Cluster], may_cut_off: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cluster"]
        field.queryset = clusters
        only = list(clusters[:2])
        if len(only) == 1:
            field.initial = only[0]
        if not may_cut_off:
            del self.fields["cut_off"]


class PlainForm(forms.Form):
    """Power and technical incidents, which whoever runs the cluster mends itself."""

    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("Cluster"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(one.value, one.label) for one in (Kind.POWER, Kind.TECHNICAL)],
    )
    begun_at = forms.DateTimeField(label=_("Begun"), widget=_LocalTime())
    seen = forms.CharField(
        label=_("What is seen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, clusters: QuerySet[Cluster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cluster"]
        field.queryset = clusters


class HandlingForm(forms.Form):
    """What became known; the downtimes of screen and line apart, in minutes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    begun_at = forms.DateTimeField(label=_("Begun"), widget=_LocalTime())
    ended_at = forms.DateTimeField(
        label=_("Ended"), widget=_LocalTime(), required=False
    )
    cause = forms.CharField(
        label=_("Cause"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    fix = forms.CharField(
        label=_("Remediation"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    screen_minutes = forms.IntegerField(
        label=_("Screen down (minutes)"), min_value=0, required=False
    )
    link_minutes = forms.IntegerField(
        label=_("Line down (minutes)"), min_value=0, required=False
    )

    def __init__(self, data: Any = None, *, incident: Any) -> None:
        self.incident = incident
        known = {name: getattr(incident, name) for name in WRITTEN}
        known["ended_at"] = incident.ended_at or incident.proposed_end_at
        known["screen_minutes"] = _minutes(incident.screen_down_seconds)
        known["link_minutes"] = _minutes(incident.link_down_seconds)
        super().__init__(data, initial=known)

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or self.cleaned_data
        begun, ended = entered.get("begun_at"), entered.get("ended_at")
        if begun and ended and ended < begun:
            self.add_error("ended_at", _("It cannot have ended before it began."))
        return entered

    def entered(self) -> dict[str, Any]:
        """For `actions.handle`. What was measured stays unless other minutes are given."""
        written = {name: self.cleaned_data[name] for name in WRITTEN}
        for part in ("screen", "link"):
            name, minutes = f"{part}_down_seconds", self.cleaned_data[f"{part}_minutes"]
            measured = getattr(self.incident, name)
            is_other = minutes != _minutes(measured)
            written[name] = _seconds(minutes) if is_other else measured
        return written


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("PIN of your signing key"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


def _minutes(seconds: int | None) -> int | None:
    return None if seconds is None else round(seconds / SECONDS_IN_MINUTE)


def _seconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * SECONDS_IN_MINUTE
