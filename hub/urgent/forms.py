"""What is entered for a message: on a telephone, in a hurry, so little is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from hub.displays.models import Cluster
from hub.lib.languages import language_name
from hub.lib.localforms import LocalClusterForm, LocalFields
from hub.playout.signing import URGENT, lifetime
from hub.urgent.enums import Category, Level
from hub.urgent.validators import (
    filled,
    find_missing_directive,
    find_wrong_end,
    places_in,
)

TITLE_LENGTH, BODY_LENGTH = 120, 600
PLACES = {
    "start_time": gettext_lazy("from (time)"),
    "end_time": gettext_lazy("until (time)"),
    "date": gettext_lazy("date"),
    "km_range": gettext_lazy("stretch of road (km)"),
    "level": gettext_lazy("level (number)"),
    "place": gettext_lazy("place"),
    "phone": gettext_lazy("telephone"),
}


class ClustersField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def _offer(form: forms.Form, clusters: QuerySet[Cluster]) -> None:
    """Nobody can name a cluster beyond the person's reach."""
    field = form.fields["clusters"]
    assert isinstance(field, ClustersField)
    field.queryset = clusters.prefetch_related("names")


class MessageForm(forms.Form):
    """`template` brings words with places to fill in; they are fields of their own."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Level)
    category = forms.ChoiceField(
        label=gettext_lazy("Kind of event"), choices=Category, initial=Category.OTHER
    )
    clusters = ClustersField(
        label=gettext_lazy("Clusters"),
        queryset=Cluster.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one cluster.")},
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Ends at"),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
    )
    wants_sound = forms.BooleanField(label=gettext_lazy("With sound"), required=False)
    is_drill = forms.BooleanField(
        label=gettext_lazy("Drill: the wall says that it is one"), required=False
    )
    directive_number = forms.CharField(
        label=gettext_lazy("Number of the directive"), max_length=80, required=False
    )
    directive_date = forms.DateField(
        label=gettext_lazy("Date of the directive"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        required=False,
    )
    directive_body = forms.CharField(
        label=gettext_lazy("Issued by"), max_length=160, required=False
    )

    def __init__(
        self,
        *args: Any,
        clusters: QuerySet[Cluster],
        texts: Mapping[str, Mapping[str, str]],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        _offer(self, clusters)
        words = [part for text in texts.values() for part in text.values()]
        self.places = places_in(*words)
        for name in self.places:
            label = PLACES.get(name, name)
            self.fields[f"place_{name}"] = forms.CharField(label=label, max_length=80)
        self.languages = languages()
        for code in self.languages:
            self._add_texts(code, texts.get(code, {}))

    def _add_texts(self, code: str, text: Mapping[str, str]) -> None:
        is_first = code == settings.LANGUAGE_CODE
        name = language_name(code)
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("Title – %(language)s") % {"language": name},
            max_length=TITLE_LENGTH,
            required=is_first,
            initial=text.get("title", ""),
        )
        self.fields[f"body_{code}"] = forms.CharField(
            label=_("Text – %(language)s") % {"language": name},
            max_length=BODY_LENGTH,
            required=False,
            initial=text.get("body", ""),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    @property
    def place_fields(self) -> list[Any]:
        return [self[f"place_{name}"] for name in self.places]

    @property
    def text_fields(self) -> list[Any]:
        return [
            self[f"{part}_{code}"]
            for code in self.languages
            for part in ("title", "body")
        ]

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        if missing := find_missing_directive(
            entered.get("directive_number", ""),
            entered.get("directive_body", ""),
            has_date=bool(entered.get("directive_date")),
        ):
            self.add_error("directive_number", missing)
        ends_at = entered.get("ends_at")
        if ends_at and (wrong := find_wrong_end(ends_at, self.now, lifetime(URGENT))):
            self.add_error("ends_at", wrong)
        entered["texts"] = self._texts(entered)
        return entered

    def _texts(self, entered: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Places filled in; a language without a title is missing, and is marked later."""
        values = {name: entered.get(f"place_{name}", "") for name in self.places}
        found = {}
        for code in self.languages:
            title = filled(entered.get(f"title_{code}", ""), values).strip()
            body = filled(entered.get(f"body_{code}", ""), values).strip()
            if left := places_in(title, body):
                words = _("“%(place)s” is not filled in. Write it, or take it out.")
                self.add_error(f"title_{code}", words % {"place": f"{{{left[0]}}}"})
            if title:
                found[code] = {"title": title, "body": body}
        return found


class SendForm(forms.Form):
    """The PIN of the urgent key, and the digests of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    pin = forms.CharField(
        label=gettext_lazy("PIN of your urgent key"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class RecallForm(forms.Form):
    clusters = ClustersField(
        label=gettext_lazy("Clusters"),
        queryset=Cluster.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one cluster.")},
    )
    reason = forms.CharField(label=gettext_lazy("Reason (required)"), max_length=400)
    pin = forms.CharField(
        label=gettext_lazy("PIN of your urgent key"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, clusters: QuerySet[Cluster], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, clusters)


class ImportForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CAP 1.2 file (XML)"))


class TemplateForm(LocalClusterForm):
    local_fields = LocalFields(
        "texts", ("title", "body"), required=("title",), long=("title", "body")
    )


def languages() -> list[str]:
    """That in which everything is written first comes first."""
    codes = Locale.objects.values_list("language_code", flat=True)
    return sorted(codes, key=lambda code: (code != settings.LANGUAGE_CODE, code))


def usual_end(hours: int, now: datetime) -> datetime:
    """A minute short of a whole day, which passes while the form is filled in."""
    most = lifetime(URGENT) - timedelta(minutes=1)
    end = now + min(timedelta(hours=hours), most)
    return timezone.localtime(end).replace(second=0, microsecond=0)
