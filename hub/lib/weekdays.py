"""Days of the week as a model field: the ISO numbers 1 (Monday) to 7, as in "12345"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

EVERY_DAY = "1234567"
WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


def check_weekdays(value: str) -> None:
    """Raises ValidationError unless `value` is distinct digits 1–7 in rising order."""
    if not value or value != "".join(sorted(set(value) & set(EVERY_DAY))):
        raise ValidationError(_("Choose at least one day of the week."))


class WeekdaysFormField(forms.MultipleChoiceField):
    """Boxes to tick, as a choice of any number of days."""

    def __init__(self, **kwargs: Any) -> None:
        # The class stands the boxes side by side in the admin.
        boxes = forms.CheckboxSelectMultiple(attrs={"class": "side-by-side"})
        super().__init__(choices=WEEKDAYS, widget=boxes, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return list(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        return "".join(sorted(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(initial or "") != sorted(data or [])


class WeekdaysField(models.CharField):
    description = "Days of the week"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", len(EVERY_DAY))
        kwargs.setdefault("default", EVERY_DAY)
        super().__init__(*args, **kwargs)
        self.validators = [check_weekdays]

    def formfield(self, **kwargs: Any) -> Any:
        wanted = {
            name: kwargs[name] for name in ("label", "help_text") if name in kwargs
        }
        return WeekdaysFormField(
            initial=list(EVERY_DAY),
            **{
                "label": capfirst(self.verbose_name),
                "help_text": self.help_text,
                **wanted,
            },
        )
