"""Forms of clusters, canvases and faces: what holds between rows is asked here."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from hub.displays.themes import is_known, theme_choices
from hub.displays.validators import Place, Term, check_status, face_errors
from hub.lib.languages import language_name
from hub.lib.localforms import LocalClusterForm, LocalFields


class ClusterForm(LocalClusterForm):
    local_fields = LocalFields(
        "names", ("name", "ticker"), required=("name",), long=("name", "ticker")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "theme" in self.fields:
            # Of a new cluster nobody chose anything yet that could be missing.
            kept = self.instance.theme if self.instance.pk else ""
            self.fields["theme"] = forms.ChoiceField(
                label=self.fields["theme"].label,
                help_text=_theme_help(kept),
                initial=self.fields["theme"].initial,
                choices=theme_choices(kept),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_operator(cleaned.get("status", ""))
        self._check_removed_controllers()
        return cleaned

    def _check_operator(self, status: str) -> None:
        terms = [
            Term(row["valid_from"], row.get("valid_until"))
            for row in kept_rows(self.formsets["assignments"])
            if row.get("valid_from")
        ]
        try:
            check_status(status, terms, timezone.localdate())
        except ValidationError as error:
            self.add_error("status", error)

    def _check_removed_controllers(self) -> None:
        for form in self.formsets["controllers"].deleted_forms:
            controller = form.instance
            if controller.pk and hasattr(controller, "canvas"):
                message = _(
                    "Controller “%(controller)s” still drives canvas “%(canvas)s”. "
                    "Delete the canvas first."
                )
                words = {
                    "controller": controller.code,
                    "canvas": controller.canvas.code,
                }
                self.add_error(None, ValidationError(message, params=words))


def _theme_help(kept: str) -> str:
    if not kept or is_known(kept):
        return gettext("Colours, type and slide templates of every face.")
    return gettext(
        "The folder “%(theme)s” is no longer among the themes: choose another theme, or "
        "put the folder back. Until then no new loops are made for this cluster."
    ) % {"theme": kept}


class FaceForm(LocalClusterForm):
    """Asks for the languages in the order in which the face shows them."""

    local_fields = LocalFields("names", ("name",), required=("name",))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [row.locale_id for row in self.instance.languages.all()]
        for place, key in enumerate(self.language_keys):
            self.fields[key] = forms.TypedChoiceField(
                label=_("Language %(number)s") % {"number": place + 1},
                choices=self._language_choices(),
                coerce=int,
                empty_value=None,
                required=place == 0,
                initial=shown[place] if place < len(shown) else None,
            )

    @cached_property
    def language_keys(self) -> list[str]:
        return [f"language_{number}" for number in range(1, len(self.locales) + 1)]

    def language_lines(self) -> list[list[str]]:
        return [self.language_keys]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = self._chosen(cleaned)
        for key in self.language_keys:
            if chosen.count(cleaned.get(key, 0)) > 1:
                self.add_error(key, _("Each language once."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        row_model = self.instance._meta.get_field("languages").related_model
        self.instance.languages = [
            row_model(locale_id=locale_id, sort_order=place)
            for place, locale_id in enumerate(self._chosen(self.cleaned_data))
        ]
        return super().save(commit=commit)

    def _chosen(self, cleaned: dict[str, Any]) -> list[int]:
        return [cleaned[key] for key in self.language_keys if cleaned.get(key)]

    def _language_choices(self) -> list[tuple[Any, str]]:
        return [
            ("", "–"),
            *[(one.pk, language_name(one.language_code)) for one in self.locales],
        ]


class CanvasForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        width, height = cleaned.get("width_px"), cleaned.get("height_px")
        faces = kept_rows(self.formsets["faces"])
        # Where a number is missing or wrong in itself, its own field says so.
        if width and height and all(_is_placed(face) for face in faces):
            for error in face_errors(width, height, [_place(face) for face in faces]):
                self.add_error(None, error)
        return cleaned


def kept_rows(formset: Any) -> list[dict[str, Any]]:
    """What was entered in the rows that are not to be deleted."""
    formset.is_valid()
    return [
        form.cleaned_data
        for form in formset.forms
        if form not in formset.deleted_forms and hasattr(form, "cleaned_data")
    ]


def _is_placed(face: dict[str, Any]) -> bool:
    needed = ("x_px", "y_px", "width_px", "height_px")
    return all(face.get(name) is not None for name in needed)


def _place(face: dict[str, Any]) -> Place:
    return Place(
        name=face.get("code", ""),
        x=face["x_px"],
        y=face["y_px"],
        width=face["width_px"],
        height=face["height_px"],
    )
