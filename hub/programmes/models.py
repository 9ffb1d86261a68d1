"""A programme is the ordered slots of a cluster for a stretch of time.

Beside it stand what says when slots are due (dayparts, special days) and how much of a
loop an operator may fill by itself.

What it comes to at an instant: `queries`. Times of day are local, instants are aware.
"""

from datetime import date
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

from hub.lib.days import check_days
from hub.lib.localrows import LocalName, Named, name_of
from hub.lib.weekdays import WeekdaysField
from hub.programmes.enums import SpecialRule

SHORTEST_SECONDS, LONGEST_SECONDS = 3, 600
MOST_TURNS = 6


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


class SpecialDay(Named, ClusterableModel):
    """Dates that follow another rule than their weekday's: Tết, Quốc khánh, an event."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    clusters = ParentalManyToManyField(
        "hub_displays.Cluster",
        blank=True,
        related_name="+",
        verbose_name=_("clusters"),
        help_text=_(
            "None chosen: every cluster. What names a cluster outranks what names none."
        ),
    )
    rule = models.CharField(
        _("what is shown"),
        max_length=4,
        choices=SpecialRule,
        default=SpecialRule.SUNDAY,
        help_text=_(
            "Slots marked for these days are shown on them in either case, and on no "
            "other day."
        ),
    )

    class Meta:
        ordering: ClassVar = ["-first_day", "code"]
        verbose_name = _("special day")
        verbose_name_plural = _("special days")

    def __str__(self) -> str:
        first, last = self.first_day, self.last_day
        days = (
            f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m}–{last:%d/%m/%Y}"
        )
        return f"{name_of(self)} ({days})"

    def clean(self) -> None:
        super().clean()
        check_days(self.first_day, self.last_day, "last_day")


class SpecialDayName(LocalName):
    special_day = ParentalKey(
        SpecialDay, on_delete=models.CASCADE, related_name="names"
    )

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["special_day", "locale"],
                name="one_name_per_special_day_and_language",
            )
        ]
        verbose_name = _("name of a special day")
        verbose_name_plural = _("names of special days")


class AirtimeAgreement(models.Model):
    """Seconds of each loop that an operator may fill by itself (Đ9.2, Đ14.3.a)."""

    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("operator"),
    )
    cluster = models.ForeignKey(
        "hub_displays.Cluster",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("cluster"),
    )
    seconds_per_loop = models.PositiveSmallIntegerField(
        _("seconds of each loop"),
        validators=[MinValueValidator(1), MaxValueValidator(3600)],
        help_text=_("All its slots together, in all languages, each time they appear."),
    )
    reference = models.CharField(
        _("agreement"),
        max_length=200,
        help_text=_("Number and date of the paper agreed with the lead agency."),
    )
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: without an end.")
    )

    class Meta:
        ordering: ClassVar = ["cluster__code", "agency__code", "-valid_from"]
        verbose_name = _("airtime agreement")
        verbose_name_plural = _("airtime agreements")

    def __str__(self) -> str:
        return f"{self.agency} – {self.cluster}: {self.seconds_per_loop} s"

    def clean(self) -> None:
        super().clean()
        check_days(self.valid_from, self.valid_until, "valid_until")
        if self.agency_id and self.cluster_id and self.valid_from is not None:
            self._check_operator()
            self._check_twins()

    def _check_operator(self) -> None:
        terms = self.cluster.assignments.filter(operator=self.agency_id)
        if not any(self._meets(term.valid_from, term.valid_until) for term in terms):
            raise ValidationError(
                {
                    "agency": _(
                        "Only an agency that runs the cluster may fill airtime of it by "
                        "itself (Đ14.3.a). Enter its assignment at the cluster first, or "
                        "choose the operator."
                    )
                }
            )

    def _check_twins(self) -> None:
        twins = AirtimeAgreement.objects.filter(
            agency=self.agency_id, cluster=self.cluster_id
        ).exclude(pk=self.pk)
        for twin in twins:
            if self._meets(twin.valid_from, twin.valid_until):
                message = _(
                    "Agreement “%(reference)s” holds on some of these days. Give it a "
                    "last day, or begin later."
                )
                words = {"reference": twin.reference}
                raise ValidationError({"valid_from": message % words})

    def _meets(self, first: date, last: date | None) -> bool:
        """Whether some day belongs to both."""
        begins_in_time = last is None or self.valid_from <= last
        return begins_in_time and (
            self.valid_until is None or first <= self.valid_until
        )


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
    frequency = models.PositiveSmallIntegerField(
        _("times in each loop"),
        default=1,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TURNS)],
        help_text=_(
            "Spread evenly over the loop, not one after the other. Empty: once."
        ),
    )
    dayparts = ParentalManyToManyField(
        Daypart,
        blank=True,
        related_name="+",
        verbose_name=_("dayparts"),
        help_text=_("None chosen: all day."),
    )
    weekdays = WeekdaysField(_("weekdays"))
    special_days = ParentalManyToManyField(
        SpecialDay,
        blank=True,
        related_name="+",
        verbose_name=_("only on special days"),
        help_text=_("Chosen: on these days only. None chosen: on ordinary days."),
    )
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("slot")
        verbose_name_plural = _("slots")

    def __str__(self) -> str:
        return str(self.item)

    def clean(self) -> None:
        super().clean()
        self.frequency = self.frequency or 1
        if self.valid_until and self.valid_from and self.valid_until <= self.valid_from:
            raise ValidationError(
                {"valid_until": _("The end must come after the beginning.")}
            )
