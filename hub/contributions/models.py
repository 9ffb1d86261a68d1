"""Uploads, what was sent of them, and what is owed each month.

What was sent is never changed: what the hub makes of it stands in rows beside it
(`Intake`, `LibraryCopy`). The files themselves: `vault`.
"""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from hub.contributions.enums import ContributionKind
from hub.lib.days import check_days
from hub.lib.localrows import name_of


class Upload(models.Model):
    """A file that is coming in, or has come and was not sent yet. How far: its file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    metadata = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Empty until all bytes are there.
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def file_name(self) -> str:
        return self.id.hex

    @property
    def is_whole(self) -> bool:
        return bool(self.sha256)


class NeverChangedError(Exception):
    """A row that is kept as it was written was to be changed or deleted."""


class KeptQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> int:
        raise NeverChangedError(self.model.__name__)

    def delete(self) -> Any:
        raise NeverChangedError(self.model.__name__)


class Kept(models.Model):
    """Written once."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChangedError(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise NeverChangedError(str(self))


class Submission(Kept):
    """What an agency handed in: who, when, what, under the names of that day."""

    agency = models.ForeignKey(
        "hub_agencies.Agency", on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    # The first day of the month it is handed in for.
    month = models.DateField(_("month"))
    # Whether the agency owed a contribution of that month (Đ12.2) when it came in.
    is_owed = models.BooleanField(default=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ContributionKind)
    topic = models.ForeignKey(
        "hub_content.Topic", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    body = models.TextField(_("text"), blank=True)
    shown_where = models.CharField(max_length=255, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    clusters = models.ManyToManyField(
        "hub_displays.Cluster", blank=True, related_name="+"
    )
    wished_from = models.DateField(null=True, blank=True)
    wished_until = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    @property
    def number(self) -> str:
        return f"CC-{self.received_at:%Y}-{self.pk:05}"


class SubmittedFile(Kept):
    """An original, as it came. It lies in the vault under `stored_as`."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="files"
    )
    name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """The item that was made of a submission."""

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="intake"
    )
    item = models.ForeignKey(
        "hub_content.ItemPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    def __str__(self) -> str:
        return str(self.submission)


class LibraryCopy(models.Model):
    """The copy of an original in the media library, or why there is none."""

    file = models.OneToOneField(
        SubmittedFile, on_delete=models.PROTECT, related_name="copy"
    )
    image = models.ForeignKey(
        "hub_media.HubImage", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    media = models.ForeignKey(
        "hub_media.HubMedia", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    refused_reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return str(self.file)

    @property
    def reason(self) -> str:
        """Why it cannot be shown: found at once, or by the check of the clip."""
        return self.refused_reason or (self.media.refused_reason if self.media else "")


class Obligation(models.Model):
    """An agency owes so many contributions each month, from when until when (Đ12.2)."""

    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )
    minimum = models.PositiveSmallIntegerField(
        _("contributions each month, at least"),
        default=1,
        validators=[MinValueValidator(1)],
    )
    clause = models.CharField(_("clause"), max_length=20, default="Đ12.2")
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: without an end.")
    )

    class Meta:
        ordering: ClassVar = ["agency__code", "valid_from"]
        verbose_name = _("monthly contribution owed")
        verbose_name_plural = _("monthly contributions owed")

    def __str__(self) -> str:
        return f"{name_of(self.agency)}, {self.clause}"

    def clean(self) -> None:
        super().clean()
        check_days(self.valid_from, self.valid_until, "valid_until")


class Exemption(models.Model):
    """An agency owes nothing for a month, and why."""

    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )
    month = models.DateField(_("month"), help_text=_("Any day of the month."))
    reason = models.CharField(_("reason"), max_length=255)

    class Meta:
        ordering: ClassVar = ["-month", "agency__code"]
        verbose_name = _("exemption from a month")
        verbose_name_plural = _("exemptions from a month")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "month"], name="one_exemption_per_agency_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"{name_of(self.agency)}, {self.month:%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.month = self.month.replace(day=1)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Before it is compared with others of the same month."""
        super().clean()
        if isinstance(self.month, date):  # a form may have found none
            self.month = self.month.replace(day=1)


class Reminder(models.Model):
    """A person was reminded of a month on account of a day: never twice."""

    agency = models.ForeignKey(
        "hub_agencies.Agency", on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField()
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "person", "month", "day"],
                name="each_reminder_is_sent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.month:%m/%Y}, {self.day}"
