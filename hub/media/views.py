"""The forms behind Wagtail's own upload screens, with what the hub does at the end.

Named in the settings; every way of uploading in the admin goes through them. Also the
answer when a clip was chosen.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.images.forms import BaseImageForm
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.views.chooser import get_media_json

from hub.lib.languages import language_name
from hub.lib.localforms import LocalFields, LocalFieldsMixin
from hub.lib.search.renewing import renew
from hub.media.actions import receive_media, request_edits
from hub.media.forms import PictureField, SubtitlesField, check_edits
from hub.media.models import EDIT_FIELDS
from hub.media.queries import clips_to_choose
from hub.media.subtitling import hurried_lines, remove_subtitles, save_subtitles

WORDS = LocalFields("texts", ("alt", "caption"))


def clip_chosen(request: HttpRequest, media_id: int) -> HttpResponse:
    """For all who may choose the clip: wagtailmedia's asks for the right to change it."""
    clip = get_object_or_404(clips_to_choose(request.user), pk=media_id)
    answer = {"step": "media_chosen", "result": get_media_json(clip)}
    return render_modal_workflow(request, None, None, None, json_data=answer)


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


class OwnCollectionMixin(BaseCollectionMemberForm):
    """Refuses a collection that is not the sender's; Wagtail's form keeps it elsewhere."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent = self.data.get(self.add_prefix("collection"))
        own = {str(one.pk) for one in self.collections}
        if sent and sent not in own and "collection" not in self.errors:
            message = gettext(
                "You may not put files into this collection. Nothing was kept: choose "
                "your agency's collection, then upload again."
            )
            self.add_error(
                "collection" if "collection" in self.fields else None, message
            )
        return cleaned


class ImageForm(OwnCollectionMixin, WordsMixin, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget
            )

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        image = super().save(commit=commit)
        if commit:
            self.save_words()
            # The chooser's and the many-at-once form: Wagtail notes only the plain one.
            if self.prefix:
                log(image, "wagtail.create" if is_new else "wagtail.edit")
        return image


class MediaForm(OwnCollectionMixin, WordsMixin, BaseMediaForm):
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
        is_new = self.instance.pk is None
        media = super().save(commit=commit)
        if commit:
            self.save_words()
            log(media, "wagtail.create" if is_new else "wagtail.edit")
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
