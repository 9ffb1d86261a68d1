"""What the page asks beside the files, and how it refuses.

Agencies, topics and clusters to choose from are given by whoever knows the person.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.content.models import BODY_LIMIT
from hub.contributions.enums import ContributionKind
from hub.contributions.names import FILMS, PICTURES, ending_of
from hub.lib.days import check_days
from hub.lib.languages import language_name

# What each kind cannot be without.
NEEDED = {
    ContributionKind.PROGRAMME: (FILMS, _("a film")),
    ContributionKind.CLIP: (FILMS, _("a film")),
    ContributionKind.PHOTOS: (PICTURES, _("a picture")),
}


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs
        )


class ContributionForm(forms.Form):
    required_css_class = "is-required"

    agency: Any = forms.ModelChoiceField(
        queryset=None, label=_("Agency"), empty_label=None
    )
    month = forms.TypedChoiceField(label=_("For the month"), coerce=date.fromisoformat)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ContributionKind, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    body = forms.CharField(
        label=capfirst(_("text")),
        max_length=BODY_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What the wall shows, at most 2000 signs. Attach a longer text as a file."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the content"))
    topic: Any = forms.ModelChoiceField(queryset=None, label=_("Topic"))
    shown_where = forms.CharField(
        label=_("Where first broadcast or published"),
        max_length=255,
        required=False,
        help_text=_("Channel and programme, newspaper and issue, or address."),
    )
    shown_on = DayField(label=_("On which day"), required=False)
    clusters: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Wished clusters"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the lead department decides."),
    )
    wished_from = DayField(label=_("To be shown from"), required=False)
    wished_until = DayField(label=_("until"), required=False)
    has_rights = forms.BooleanField(
        label=_(
            "The agency holds the rights to all files, or may let them be shown on the "
            "province's clusters."
        ),
        error_messages={
            "required": _("Without this statement nothing may be shown (Đ15.a).")
        },
    )
    has_no_secret = forms.BooleanField(
        label=_(
            "Nothing in it is a state secret; the content is lawful and accurate, and "
            "the agency answers for it."
        ),
        error_messages={
            "required": _("Without this statement nothing can be received (Đ14.1).")
        },
    )

    def __init__(
        self,
        *args: Any,
        agencies: Any,
        topics: Any,
        clusters: Any,
        months: Sequence[date],
        owes: Callable[[int, date], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["agency"].queryset = agencies
        choices["topic"].queryset = topics
        choices["clusters"].queryset = clusters
        choices["month"].choices = [(m.isoformat(), f"{m:%m/%Y}") for m in months]
        choices["language"].choices = [
            (code, capfirst(language_name(code))) for code, _name in settings.LANGUAGES
        ]
        self._owes = owes
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"help_{name}"

    def clean_shown_on(self) -> date | None:
        day: date | None = self.cleaned_data["shown_on"]
        if day and day > timezone.localdate():
            raise ValidationError(
                gettext(
                    "This day is still to come. Đ12.2 asks for what was already "
                    "broadcast or published."
                )
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_first_showing(cleaned)
        try:
            check_days(
                cleaned.get("wished_from"), cleaned.get("wished_until"), "wished_until"
            )
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def check_files(self, names: Iterable[str]) -> None:
        """Says at the form what is missing for the kind that was chosen."""
        endings = {ending_of(name) for name in names}
        kind = self.cleaned_data.get("kind", "")
        if kind in NEEDED:
            wanted, what = NEEDED[ContributionKind(kind)]
            if not endings & wanted:
                message = gettext(
                    "For this kind %(what)s is needed: %(endings)s. Add one to the files."
                )
                words = {"what": what, "endings": ", ".join(sorted(wanted))}
                self.add_error(None, message % words)
        elif not endings and not self.cleaned_data.get("body"):
            self.add_error(None, gettext("Write a text or add a file."))

    def _check_first_showing(self, cleaned: dict[str, Any]) -> None:
        agency, month = cleaned.get("agency"), cleaned.get("month")
        if agency is None or month is None or not self._owes(agency.pk, month):
            return
        for name in ("shown_where", "shown_on"):
            if not cleaned.get(name) and name not in self.errors:
                message = _(
                    "Needed for the monthly contribution to count: Đ12.2 asks for what "
                    "was already broadcast or published."
                )
                self.add_error(name, message)
