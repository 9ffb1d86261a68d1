"""Pictures, clips and recordings: whose they are, what they show, what was measured.

Measuring is the sandbox's, deciding when it happens is `actions`'.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.log_actions import log
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from hub.lib.digests import sha256_of
from hub.lib.localrows import LocalRow
from hub.media.checks import is_mendable
from hub.media.clock import ClockField, format_clock
from hub.media.enums import EditState, ProbeState, Rights
from hub.media.sandbox.answers import Crop, Edits, Report, Severity
from hub.media.words import FindingWords, finding_words


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

    title: Any
    texts: Any

    def words(self) -> list[str]:
        """What it is looked for by, and with it whatever shows it."""
        texts = [words for row in self.texts.all() for words in (row.alt, row.caption)]
        return [self.title, self.source, self.credit, *texts]


SEARCHED_WORDS = (
    index.SearchField("source"),
    index.SearchField("credit"),
    index.RelatedFields(
        "texts", [index.SearchField("alt"), index.SearchField("caption")]
    ),
)


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

    search_fields: ClassVar = [*AbstractImage.search_fields, *SEARCHED_WORDS]

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


@dataclass(frozen=True)
class StoredFile:
    """A file of the storage and the digest by which it is known."""

    file: Any
    sha256: str
    size_bytes: int


class Edited(models.Model):
    """What an editor asks of a clip, in the pixels and on the clock of its master."""

    trim_in_ms = ClockField(
        _("start"), null=True, blank=True, help_text=_("Empty: from the beginning.")
    )
    trim_out_ms = ClockField(
        _("end"), null=True, blank=True, help_text=_("Empty: to the end.")
    )
    crop_x = models.PositiveIntegerField(
        _("crop: from the left"), null=True, blank=True
    )
    crop_y = models.PositiveIntegerField(_("crop: from the top"), null=True, blank=True)
    crop_width = models.PositiveIntegerField(_("crop: width"), null=True, blank=True)
    crop_height = models.PositiveIntegerField(_("crop: height"), null=True, blank=True)
    is_muted = models.BooleanField(_("without sound"), default=False)
    fade_in_ms = ClockField(_("fade in"), null=True, blank=True)
    fade_out_ms = ClockField(_("fade out"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def edits(self) -> Edits:
        crop = None
        if self.crop_width and self.crop_height:
            crop = Crop(
                x=self.crop_x or 0,
                y=self.crop_y or 0,
                width=self.crop_width,
                height=self.crop_height,
            )
        return Edits(
            start_ms=self.trim_in_ms or 0,
            end_ms=self.trim_out_ms,
            crop=crop,
            is_muted=self.is_muted,
            fade_in_ms=self.fade_in_ms or 0,
            fade_out_ms=self.fade_out_ms or 0,
        )

    @property
    def has_edits(self) -> bool:
        return self.edits != Edits()


EDIT_FIELDS = tuple(field.name for field in Edited._meta.local_fields)


class HubMedia(Credited, Edited, AbstractMedia):
    """A clip or a recording: the file as it came, its master, and its edited version.

    Width, height, length and sound are those of what is played (`played`); they hold
    once `probe_state` is GOOD.
    """

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
    # A `Report`; also of a file that was refused for what was seen in it.
    report = models.JSONField(null=True, editable=False)
    duration_ms = models.PositiveIntegerField(null=True, editable=False)
    frame_count = models.PositiveIntegerField(null=True, editable=False)
    frame_rate = models.CharField(
        max_length=20, blank=True, editable=False, help_text="As in 25 or 30000/1001."
    )
    codec = models.CharField(max_length=40, blank=True, editable=False)
    has_audio = models.BooleanField(default=False, editable=False)
    # Empty where the file that came is as good as a master.
    master = models.FileField(upload_to="masters", blank=True, editable=False)
    master_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    master_size_bytes = models.BigIntegerField(default=0, editable=False)
    edit_state = models.CharField(
        max_length=10, choices=EditState, default=EditState.NONE, editable=False
    )
    edit_refused_reason = models.CharField(max_length=500, blank=True, editable=False)
    edited = models.FileField(upload_to="edited", blank=True, editable=False)
    edited_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    edited_size_bytes = models.BigIntegerField(default=0, editable=False)

    # What `leases` writes: which process checks or edits it, and how often one began.
    worked_by = models.CharField(max_length=200, blank=True, editable=False)
    work_since = models.DateTimeField(null=True, editable=False)
    work_attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "rights",
        "rights_note",
        "source",
        "credit",
        "tags",
        *EDIT_FIELDS,
    )
    search_fields: ClassVar = [
        *AbstractMedia.search_fields,
        *SEARCHED_WORDS,
        index.FilterField("probe_state"),  # the chooser offers only what is GOOD
    ]

    class Meta:
        verbose_name = _("clip or recording")
        verbose_name_plural = _("clips and recordings")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_good(self) -> bool:
        return self.probe_state == ProbeState.GOOD

    @property
    def can_be_edited(self) -> bool:
        """Also a film that is refused for flashes which a trim could take away.

        Those refused before masters were made of them have none to be edited.
        """
        if self.type != "video" or self.found is None:
            return False
        return self.is_good or (bool(self.master) and is_mendable(self.found))

    @property
    def is_checked(self) -> bool:
        """Clips from before there were reports were checked less: they are once more."""
        is_waiting = self.probe_state == ProbeState.WAITING
        return not is_waiting and (self.report is not None or not self.is_good)

    @property
    def played(self) -> StoredFile:
        """What goes to the walls: never an upload that is no master."""
        if self.edited:
            return StoredFile(self.edited, self.edited_sha256, self.edited_size_bytes)
        return self.unedited

    @property
    def unedited(self) -> StoredFile:
        if self.master:
            return StoredFile(self.master, self.master_sha256, self.master_size_bytes)
        return StoredFile(self.file, self.sha256, self.size_bytes)

    @property
    def made_names(self) -> tuple[str, ...]:
        """The files beside the one that came, as the storage calls them."""
        made: tuple[Any, ...] = (self.master, self.edited, self.thumbnail)
        return tuple(str(one.name) for one in made if one)

    @property
    def found(self) -> Report | None:
        return Report.model_validate(self.report) if self.report else None

    @property
    def finding_lines(self) -> list[FindingWords]:
        """The report as a person reads it."""
        found = self.found
        return [finding_words(one) for one in found.findings] if found else []

    @property
    def warning_count(self) -> int:
        """Findings that somebody has to look at."""
        return sum(line.severity is not Severity.NOTE for line in self.finding_lines)

    @property
    def length(self) -> str:
        """Minutes and seconds, as in 2:05."""
        return format_clock(round((self.duration_ms or 0) / 1000) * 1000)

    def note_asked(self) -> None:
        """Work that was asked for anew: what became of older work says nothing of it."""
        self.worked_by, self.work_attempts = "", 0
        self.work_since = timezone.now()

    def note_new_file(self) -> None:
        """Takes its digest; what was found of an older file no longer holds."""
        was_closed = self.file.closed
        self.size_bytes = self.file.size
        self.sha256 = sha256_of(self.file)
        if was_closed:
            self.file.close()
        self.note_asked()
        self.probe_state = ProbeState.WAITING
        self.refused_reason = self.edit_refused_reason = ""
        self.edit_state = EditState.NONE
        self.report = None
        self.master = self.edited = self.thumbnail = ""
        for field in Edited._meta.local_fields:
            setattr(self, field.name, field.get_default())

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """With the files that were made of it; Wagtail's own code knows only `file`."""
        # Here, for wagtailmedia's screen writes no entry; who does it, Wagtail knows.
        log(self, "wagtail.delete", deleted=True)
        names, storage = self.made_names, self.file.storage
        answer = super().delete(*args, **kwargs)
        transaction.on_commit(partial(_delete_files, storage, names))
        return answer


def _delete_files(storage: Any, names: tuple[str, ...]) -> None:
    for name in names:
        storage.delete(name)


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


class Subtitles(LocalRow):
    """The words of a clip in one language, read and found good.

    `source` is the file as it came; `file` what is played: on the clock of the edited
    clip, in our own writing.
    """

    media = models.ForeignKey(
        HubMedia, on_delete=models.CASCADE, related_name="subtitles"
    )
    source = models.FileField(_("subtitles"), upload_to="subtitles/source")
    file = models.FileField(upload_to="subtitles", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size_bytes = models.PositiveIntegerField(editable=False)

    class Meta(LocalRow.Meta):
        verbose_name = _("subtitles")
        verbose_name_plural = _("subtitles")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["media", "locale"], name="one_file_of_subtitles_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.media} ({self.language})"
