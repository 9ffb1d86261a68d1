"""What somebody uploaded to be imported, how far it is, and which codes came of it.

The files lie in a folder of the batch's own, outside of what is served, until they are
imported.
"""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.importing.enums import BatchState
from hub.importing.problems import Problem

# Without a sign of life for so long, its worker is taken to be dead.
PATIENCE = timedelta(minutes=15)


class Batch(models.Model):
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=255)
    state = models.CharField(
        max_length=10, choices=BatchState, default=BatchState.FAULTY
    )
    problems = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    file_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> Path:
        return Path(settings.IMPORT_DIR) / str(self.key)

    @property
    def sheet(self) -> Path:
        return self.folder / "sheet.xlsx"

    @property
    def found(self) -> list[Problem]:
        return [Problem(**one) for one in self.problems]

    @property
    def faults(self) -> list[Problem]:
        return [one for one in self.found if not one.is_note]

    @property
    def notes(self) -> list[Problem]:
        return [one for one in self.found if one.is_note]

    @property
    def is_left(self) -> bool:
        """Whether nobody works on it any more, though it is not done."""
        is_old = timezone.now() - self.seen_at > PATIENCE
        return self.state == BatchState.RUNNING and is_old

    @property
    def can_be_imported(self) -> bool:
        return self.state == BatchState.READY or self.is_left


class ImportedItem(models.Model):
    """A code of an agency's, so that the same row is not imported twice."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    agency = models.ForeignKey(
        "hub_agencies.Agency", on_delete=models.PROTECT, related_name="+"
    )
    # In small letters: nobody tells TIN-1 from tin-1.
    code = models.CharField(max_length=60)
    item_key = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "code"], name="each_code_of_an_agency_once"
            )
        ]

    def __str__(self) -> str:
        return self.code
