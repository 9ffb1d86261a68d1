"""Forms with one field for each language, for what is kept as rows (`localrows`).

A form says which relation holds the rows and which of their fields are asked for. The
fields are made when the form is, so that a new language needs no code. To show them in
the admin: `formpanels.FormLinesPanel("local_lines")`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from hub.lib.languages import language_name
from hub.lib.localrows import LocalRow


@dataclass(frozen=True)
class LocalFields:
    """Which fields of the rows behind `relation` a form asks for, in every language."""

    relation: str
    fields: tuple[str, ...]
    # Must be given in the language that everything is written in first.
    required: tuple[str, ...] = ()
    # Long enough to need a line for each language; others share one.
    long: tuple[str, ...] = ()

    def key(self, field: str, language: str) -> str:
        return f"{self.relation}_{field}_{language}"


class LocalFieldsMixin(forms.BaseModelForm):
    """Adds the fields to a form; how the rows are saved is its subclasses' matter."""

    local_fields: ClassVar[LocalFields]
    # Whether a thing that was never saved can hold rows already.
    keeps_rows_unsaved: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.local_fields.fields:
            for locale in self.locales:
                self._add_field(field, locale)

    @cached_property
    def locales(self) -> list[Locale]:
        """The language that everything is written in first comes first."""
        return sorted(
            Locale.objects.all(), key=lambda one: (not _is_first(one), one.pk)
        )

    @cached_property
    def row_model(self) -> type[LocalRow]:
        relation = self._meta.model._meta.get_field(self.local_fields.relation)
        return relation.related_model

    @cached_property
    def rows(self) -> dict[int, LocalRow]:
        """What is there already, by the id of its language."""
        if self.instance.pk is None and not self.keeps_rows_unsaved:
            return {}
        related = getattr(self.instance, self.local_fields.relation)
        return {row.locale_id: row for row in related.all()}

    def _add_field(self, name: str, locale: Locale) -> None:
        model_field: Any = self.row_model._meta.get_field(name)
        key = self.local_fields.key(name, locale.language_code)
        row = self.rows.get(locale.pk)
        self.fields[key] = model_field.formfield(
            label=_label(model_field, locale),
            required=name in self.local_fields.required and _is_first(locale),
            initial=getattr(row, name) if row else "",
        )

    def local_lines(self) -> list[list[str]]:
        """The names of the added fields, in the lines in which to show them."""
        lines = []
        for field in self.local_fields.fields:
            keys = [
                self.local_fields.key(field, locale.language_code)
                for locale in self.locales
            ]
            lines += (
                [[key] for key in keys] if field in self.local_fields.long else [keys]
            )
        return lines

    def filled_rows(self) -> Iterator[LocalRow]:
        """A row for each language in which something was written."""
        for locale in self.locales:
            words = {
                field: self.cleaned_data.get(
                    self.local_fields.key(field, locale.language_code), ""
                )
                for field in self.local_fields.fields
            }
            if any(words.values()):
                row = self.rows.get(locale.pk) or self.row_model(locale=locale)
                for field, value in words.items():
                    setattr(row, field, value)
                yield row


class LocalClusterForm(LocalFieldsMixin, WagtailAdminModelForm):
    """For models that keep their rows with them until they are saved."""

    keeps_rows_unsaved = True

    def save(self, commit: bool = True) -> Any:
        setattr(self.instance, self.local_fields.relation, list(self.filled_rows()))
        return super().save(commit=commit)


def _is_first(locale: Locale) -> bool:
    return bool(locale.language_code == settings.LANGUAGE_CODE)


def _label(field: Any, locale: Locale) -> str:
    return f"{capfirst(field.verbose_name)} – {language_name(locale.language_code)}"
