"""The forms behind Wagtail's own upload screens, with what the hub does at the end.

Named in the settings; every way of uploading in the admin goes through them.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from hub.lib.localforms import LocalFields, LocalFieldsMixin
from hub.media.actions import receive_media

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


class ImageForm(WordsMixin, BaseImageForm):
    def save(self, commit: bool = True) -> Any:
        image = super().save(commit=commit)
        if commit:
            self.save_words()
        return image


class MediaForm(WordsMixin, BaseMediaForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self._state_of_file()

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

    def save(self, commit: bool = True) -> Any:
        media = super().save(commit=commit)
        if commit:
            self.save_words()
            if "file" in self.changed_data:
                receive_media(media)
        return media
