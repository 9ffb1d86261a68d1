"""Pictures, clips and recordings: whose they are, what they show, what was measured.

Measuring is `probe`'s, deciding when it happens is `actions`'.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import AbstractMedia

from hub.lib.digests import sha256_of
from hub.lib.localrows import LocalRow
from hub.media.enums import ProbeState, Rights


class Credited(models.Model):
    """Where a file comes from, on what ground it is shown, and its digest."""

    rights = models.CharField(
        _("rights"), max_length=10, choices=Rights, default=Rights.OWN
    )
    rights_note = models.CharField(
        _("note on rights"),
        max_length=255,
        blank=True,
        help_text=_("Number of the permission, or name of the licence."),
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("The author's or agency's name, as it has to be printed."),
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class MediaText(LocalRow):
    alt = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        help_text=_("What is seen or heard, for those who cannot."),
    )
    caption = models.CharField(_("caption"), max_length=255, blank=True)

    class Meta(LocalRow.Meta):
        abstract = True


class HubImage(Credited, AbstractImage):
    admin_form_fields = (
        "title",
        "file",
        "collection",
        "rights",
        "rights_note",
        "source",
        "credit",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions: ClassVar = [("choose_image", "Can choose image")]

    def __str__(self) -> str:
        return str(self.title)

    def _set_image_file_metadata(self) -> None:
        """Wagtail calls this wherever a picture's file is new."""
        super()._set_image_file_metadata()
        self.sha256 = sha256_of(self.file)

    @property
    def default_alt_text(self) -> str:
        texts = {text.language: text.alt for text in self.texts.all()}
        return texts.get(settings.LANGUAGE_CODE) or str(self.title)


class HubRendition(AbstractRendition):
    image = models.ForeignKey(
        HubImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_filter",
            )
        ]


class ImageText(MediaText):
    image = models.ForeignKey(HubImage, on_delete=models.CASCADE, related_name="texts")

    class Meta(MediaText.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "locale"], name="one_text_per_image_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.alt


class HubMedia(Credited, AbstractMedia):
    """A clip or a recording. The measured facts hold once `probe_state` is GOOD."""

    size_bytes = models.BigIntegerField(default=0, editable=False)
    probe_state = models.CharField(
        _("check"),
        max_length=10,
        choices=ProbeState,
        default=ProbeState.WAITING,
        editable=False,
    )
    refused_reason = models.CharField(max_length=500, blank=True, editable=False)
    probed_at = models.DateTimeField(null=True, editable=False)
    duration_ms = models.PositiveIntegerField(null=True, editable=False)
    frame_count = models.PositiveIntegerField(null=True, editable=False)
    frame_rate = models.CharField(
        max_length=20, blank=True, editable=False, help_text="As in 25 or 30000/1001."
    )
    codec = models.CharField(max_length=40, blank=True, editable=False)
    has_audio = models.BooleanField(default=False, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "rights",
        "rights_note",
        "source",
        "credit",
        "thumbnail",
        "tags",
    )

    class Meta:
        verbose_name = _("clip or recording")
        verbose_name_plural = _("clips and recordings")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_good(self) -> bool:
        return self.probe_state == ProbeState.GOOD

    @property
    def length(self) -> str:
        """Minutes and seconds, as in 2:05."""
        minutes, seconds = divmod(round((self.duration_ms or 0) / 1000), 60)
        return f"{minutes}:{seconds:02}"

    def note_new_file(self) -> None:
        """Takes its digest; what was measured of an older file no longer holds."""
        was_closed = self.file.closed
        self.size_bytes = self.file.size
        self.sha256 = sha256_of(self.file)
        if was_closed:
            self.file.close()
        self.probe_state = ProbeState.WAITING
        self.refused_reason = ""


class HubMediaText(MediaText):
    media = models.ForeignKey(HubMedia, on_delete=models.CASCADE, related_name="texts")

    class Meta(MediaText.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["media", "locale"], name="one_text_per_media_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.alt
