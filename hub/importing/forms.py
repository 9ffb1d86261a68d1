"""What is asked for to import a folder."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        # Nothing chosen comes as an empty list, which Django's own field takes for none.
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class FolderForm(forms.Form):
    """One archive, or the sheet with its files beside it."""

    agency: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Agency"), empty_label=None
    )
    folder = ManyFilesField(
        label=_("Archive, or sheet and files"),
        help_text=_(
            "One .zip with the sheet and all its files; or the sheet (.xlsx) and its "
            "files, chosen together."
        ),
    )

    def __init__(
        self, *args: Any, agencies: QuerySet[Any], most_bytes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["agency"]
        choice.queryset = agencies
        self._most_bytes = most_bytes

    def clean_folder(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["folder"]
        if sum(one.size for one in files) > self._most_bytes:
            raise ValidationError(_("Together these files are too large. Split them."))
        return files
