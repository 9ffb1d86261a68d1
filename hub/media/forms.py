"""What the upload forms ask beside Wagtail's own fields, and how they refuse.

Files are looked at before they are kept: pictures and subtitles at once, with the reason
at their field; clips by the worker.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField

from hub.media.checks import SHORTEST_MS, FileRefusedError, cleaned_picture
from hub.media.clock import format_clock
from hub.media.sandbox.answers import FileFacts
from hub.media.subtitles import SubtitlesError, read_subtitles

SMALLEST_CROP = 64


class PictureField(WagtailImageField):
    """The sandbox sees a picture before anything here opens it; kept is what it wrote."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            ImageFileExtensionValidator(data)
            self.check_image_file_size(data)
            data = _cleaned(data)
        return super().to_python(data)


def _cleaned(data: UploadedFile) -> SimpleUploadedFile:
    try:
        content = cleaned_picture(data)
    except FileRefusedError as error:
        raise ValidationError(str(error), "refused") from error
    return SimpleUploadedFile(data.name or "", content, data.content_type or "")


class SubtitlesField(forms.FileField):
    """A WebVTT file of a clip that is `duration_ms` long, if that is known."""

    def __init__(self, *, duration_ms: int | None, **kwargs: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".vtt,text/vtt"})
        super().__init__(required=False, widget=widget, **kwargs)
        self.duration_ms = duration_ms

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            try:
                read_subtitles(file.read(), self.duration_ms)
            except SubtitlesError as error:
                raise ValidationError(str(error), "refused") from error
            file.seek(0)
        return file


def check_edits(cleaned: dict[str, Any], master: FileFacts) -> dict[str, str]:
    """What is wrong with the edits that were asked for, by field."""
    found = dict(_wrong_times(cleaned, master.duration_ms))
    if master.width and master.height:
        found.update(_wrong_crop(cleaned, master.width, master.height))
    return found


def _wrong_times(cleaned: dict[str, Any], length: int) -> Iterator[tuple[str, str]]:
    start, end = cleaned.get("trim_in_ms") or 0, cleaned.get("trim_out_ms")
    fades = (cleaned.get("fade_in_ms") or 0) + (cleaned.get("fade_out_ms") or 0)
    if end is not None and end > length:
        yield (
            "trim_out_ms",
            gettext("The clip ends at %(end)s: choose an earlier moment.")
            % {"end": format_clock(length)},
        )
        return
    left = (length if end is None else end) - start
    if left < SHORTEST_MS:
        yield (
            "trim_in_ms",
            gettext("Between start and end at least one second must be left."),
        )
    elif fades > left:
        yield (
            "fade_out_ms",
            gettext("The fades are longer than the clip, %(left)s: make them shorter.")
            % {"left": format_clock(left)},
        )


def _wrong_crop(
    cleaned: dict[str, Any], width: int, height: int
) -> Iterator[tuple[str, str]]:
    names = ("crop_x", "crop_y", "crop_width", "crop_height")
    left, top, across, down = (cleaned.get(name) for name in names)
    if all(value is None for value in (left, top, across, down)):
        return
    if not across or not down:
        yield "crop_width", gettext("To crop, give both width and height.")
        return
    if any((value or 0) % 2 for value in (left, top, across, down)):
        yield "crop_width", gettext("Only even numbers can be cropped to.")
    elif min(across, down) < SMALLEST_CROP:
        yield (
            "crop_width",
            gettext("At least %(least)s×%(least)s pixels must be left.")
            % {"least": SMALLEST_CROP},
        )
    elif (left or 0) + across > width or (top or 0) + down > height:
        yield (
            "crop_width",
            gettext("The picture is %(width)s×%(height)s: this goes over its edge.")
            % {"width": width, "height": height},
        )
