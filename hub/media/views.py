"""The forms behind Wagtail's own upload screens, with what the hub does at the end.

Named in the settings; every way of uploading in the admin goes through them.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.images.forms import BaseImageForm
from wagtail.models import Locale
from wagtailmedia.forms import BaseMediaForm

from hub.lib.languages import language_name
from hub.lib.localforms import LocalFields, LocalFieldsMixin
from hub.lib.search.renewing import renew
from hub.media.actions import receive_media, request_edits
from hub.media.forms import PictureField, SubtitlesField, check_edits
from hub.media.models import EDIT_FIELDS
from hub.media.subtitling import hurried_lines, remove_subtitles, save_subtitles

WORDS = LocalFields("texts", ("alt", "caption"))


class WordsMixin(LocalFieldsMixin):
    """Descriptions and captions, asked for before rights and tags."""

    local_fields = WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [key for line in self.local_lines() for key in line]
        self.order_fields(["title", "file", *words])

    def save_words(self) -> None:
        kept = list(self.filled_rows())
        for row in self.rows.values():
            if row not in kept:
                row.delete()
        related = getattr(self.instance, self.local_fields.relation)
        related.add(*kept, bulk=False)
        renew(self.instance)


class ImageForm(WordsMixin, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget
            )

    def save(self, commit: bool = True) -> Any:
        image = super().save(commit=commit)
        if commit:
            self.save_words()
        return image


class MediaForm(WordsMixin, BaseMediaForm):
    """Edits and subtitles are asked for once the clip was checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self._state_of_file()
        self._leave_out_what_cannot_be_edited()
        if self.instance.type == "video" and self.instance.is_good:
            self._add_subtitles()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        limit = settings.CLIP_MAX_BYTES
        if file.size > limit:
            message = gettext(
                "This file has %(size)s; at most %(limit)s can be uploaded. Make it "
                "smaller, or shorter."
            )
            words = {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
            raise ValidationError(message % words)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = self.instance.found
        if found and "file" not in self.changed_data:
            for field, message in check_edits(cleaned, found.master).items():
                if field in self.fields and field not in self.errors:
                    self.add_error(field, message)
        return cleaned

    def edit_fields(self) -> list[Any]:
        """Bound, in the order in which the page shows them."""
        return [self[name] for name in EDIT_FIELDS if name in self.fields]

    def subtitle_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("subtitles_")]

    def hurried_lines(self) -> list[str]:
        return hurried_lines(self.instance) if self.subtitle_fields() else []

    def plain_fields(self) -> list[Any]:
        shown = {one.name for one in (*self.edit_fields(), *self.subtitle_fields())}
        return [one for one in self if one.name not in shown]

    def save(self, commit: bool = True) -> Any:
        media = super().save(commit=commit)
        if commit:
            self.save_words()
            if "file" in self.changed_data:
                receive_media(media)
                return media
            self._save_subtitles()
            if set(EDIT_FIELDS) & set(self.changed_data):
                request_edits(media)
        return media

    def _leave_out_what_cannot_be_edited(self) -> None:
        media = self.instance
        for name in EDIT_FIELDS:
            if not media.can_be_edited or (
                name == "is_muted" and not _has_sound(media)
            ):
                self.fields.pop(name, None)

    def _add_subtitles(self) -> None:
        found = self.instance.found
        kept = {row.locale_id: row for row in self.instance.subtitles.all()}
        for locale in self.locales:
            row = kept.get(locale.pk)
            self.fields[_subtitles_key(locale)] = SubtitlesField(
                label=_subtitles_label(locale),
                duration_ms=found.master.duration_ms if found else None,
                initial=row.source if row else None,
            )

    def _save_subtitles(self) -> None:
        for locale in self.locales:
            key = _subtitles_key(locale)
            if key not in self.changed_data:
                continue
            file = self.cleaned_data.get(key)
            if file:
                save_subtitles(self.instance, locale, file.read())
            elif file is False:  # Django's word for the ticked "clear"
                remove_subtitles(self.instance, locale)

    def _state_of_file(self) -> str:
        """What the check found, where the file can be changed for a better one."""
        media = self.instance
        if media.pk is None:
            return gettext("It is checked after the upload; that takes a moment.")
        if media.refused_reason:
            return f"{media.get_probe_state_display()}: {media.refused_reason}"
        if not media.is_good:
            return media.get_probe_state_display()
        size = f"{media.width}×{media.height}, " if media.width else ""
        return f"{media.get_probe_state_display()}: {size}{media.length}"


def _has_sound(media: Any) -> bool:
    return bool(media.found and media.found.master.has_audio)


def _subtitles_key(locale: Locale) -> str:
    return f"subtitles_{locale.language_code}"


def _subtitles_label(locale: Locale) -> str:
    language = language_name(locale.language_code)
    return capfirst(gettext("subtitles (WebVTT)")) + f" – {language}"
