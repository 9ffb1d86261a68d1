"""The entries, and the head of their chain. Entries are added by `actions` alone.

Neither the ORM nor the database (`triggers`) lets an entry be changed or deleted.
"""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.audit.chain import BEGINNING, Link


class UnchangeableError(RuntimeError):
    """Somebody's code wanted to change what is kept for good."""

    def __init__(self) -> None:
        super().__init__("Entries of the system log are never changed or deleted.")


class EntryQuerySet(models.QuerySet["Entry"]):
    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise UnchangeableError

    update = bulk_update = bulk_create = delete = _raw_delete = _refuse


class Entry(models.Model):
    """One thing that happened. `kind` is a name of Wagtail's registry of log actions."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("account"),
    )
    actor_name = models.CharField(_("person"), max_length=200, blank=True)
    kind = models.CharField(_("what happened"), max_length=80, db_index=True)
    subject_type = models.CharField(_("kind of thing"), max_length=120, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    subject_title = models.CharField(_("thing"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)
    previous = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager.from_queryset(
        EntryQuerySet
    )()

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject")
        ]
        default_permissions: ClassVar = ()
        verbose_name = _("entry of the system log")
        verbose_name_plural = _("entries of the system log")

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.subject_title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise UnchangeableError
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise UnchangeableError

    def link(self) -> Link:
        return Link(
            number=self.number,
            at=self.at,
            actor_id=self.actor_id,
            actor_name=self.actor_name,
            kind=self.kind,
            subject_type=self.subject_type,
            subject_id=self.subject_id,
            subject_title=self.subject_title,
            details=self.details,
            previous=self.previous,
        )


class Head(models.Model):
    """The end of the chain: one row, which whoever adds an entry holds meanwhile."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=BEGINNING)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
