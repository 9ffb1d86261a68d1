"""A programme is the ordered slots of a cluster for a stretch of time.

What it comes to at an instant: `queries`. Times of day are local, instants are aware.
"""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    RevisionMixin,
    WorkflowMixin,
)

from hub.lib.localrows import LocalName, Named, name_of
from hub.lib.weekdays import WeekdaysField

SHORTEST_SECONDS, LONGEST_SECONDS = 3, 600


class Daypart(Named, ClusterableModel):
    """A stretch of the day, on some weekdays: of one cluster, or of all of them."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    cluster = models.ForeignKey(
        "hub_displays.Cluster",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="dayparts",
        verbose_name=_("cluster"),
        help_text=_("Empty: for every cluster."),
    )
    start = models.TimeField(_("from"))
    end = models.TimeField(
        _("until"),
        help_text=_("Earlier than the start, or the same: the next day."),
    )
    weekdays = WeekdaysField(_("weekdays"))

    class Meta:
        ordering: ClassVar = ["start", "code"]
        verbose_name = _("daypart")
        verbose_name_plural = _("dayparts")

    def __str__(self) -> str:
        return f"{name_of(self)} ({self.start:%H:%M}–{self.end:%H:%M})"


class DaypartName(LocalName):
    daypart = ParentalKey(Daypart, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["daypart", "locale"], name="one_name_per_daypart_and_language"
            )
        ]
        verbose_name = _("name of a daypart")
        verbose_name_plural = _("names of dayparts")


class Programme(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """Only what is published (`live`) is shown. Of several valid ones the newest wins."""

    cluster = models.ForeignKey(
        "hub_displays.Cluster",
        on_delete=models.PROTECT,
        related_name="programmes",
        verbose_name=_("cluster"),
    )
    title = models.CharField(_("title"), max_length=200)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_until = models.DateTimeField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: without an end.")
    )

    class Meta:
        ordering: ClassVar = ["cluster__code", "-valid_from", "-pk"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.valid_until and self.valid_until <= self.valid_from:
            raise ValidationError(
                {"valid_until": _("The end must come after the beginning.")}
            )


class Slot(ClusterableModel, Orderable):
    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="slots")
    item = models.ForeignKey(
        "hub_content.ItemPage",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"locale__language_code": settings.LANGUAGE_CODE},
        verbose_name=_("item"),
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds for each language"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(SHORTEST_SECONDS),
            MaxValueValidator(LONGEST_SECONDS),
        ],
        help_text=_("Empty: as long as reading it, or the clip, takes."),
    )
    dayparts = ParentalManyToManyField(
        Daypart,
        blank=True,
        related_name="+",
        verbose_name=_("dayparts"),
        help_text=_("None chosen: all day."),
    )
    weekdays = WeekdaysField(_("weekdays"))
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("slot")
        verbose_name_plural = _("slots")

    def __str__(self) -> str:
        return str(self.item)

    def clean(self) -> None:
        super().clean()
        if self.valid_until and self.valid_from and self.valid_until <= self.valid_from:
            raise ValidationError(
                {"valid_until": _("The end must come after the beginning.")}
            )
