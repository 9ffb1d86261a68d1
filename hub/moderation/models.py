"""The steps of the lanes, as rows; the record of each item; notices; free days.

Steps are tasks of Wagtail's workflows, which keep the order and the state of each run.
Deciding is `actions`' alone: Wagtail's own door to it is shut.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Task, TaskState
from wagtail.models.workflows import TaskManager

from hub.agencies.queries import bodies_in_force
from hub.content.enums import Lane
from hub.content.models import AgencyPage, ItemPage
from hub.lib.localrows import LocalName, name_of
from hub.moderation.enums import EventKind, RequiredField
from hub.rights.enums import Right
from hub.rights.queries import may


class ReviewStep(ClusterableModel, Task):
    """One step of a lane: who decides there, and what the decision needs."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    right = models.CharField(_("right needed"), max_length=20, choices=Right)
    hours = models.PositiveSmallIntegerField(
        _("working hours"),
        default=8,
        help_text=_("The time that the step should take."),
    )
    needs_opinion = models.BooleanField(_("an opinion is required"), default=False)
    is_independent = models.BooleanField(
        _("never by the author"),
        default=False,
        help_text=_(
            "Whoever wrote, changed or submitted the item may not decide here."
        ),
    )
    is_technical = models.BooleanField(
        _("checks pictures and clips"),
        default=False,
        help_text=_("Nothing passes whose files are missing, unchecked or refused."),
    )
    may_return = models.BooleanField(_("may return"), default=True)
    may_reject = models.BooleanField(_("may reject"), default=False)
    may_edit = models.BooleanField(_("may change the item"), default=False)

    objects = TaskManager()

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("step of a lane")
        verbose_name_plural = _("steps of the lanes")

    def __str__(self) -> str:
        return name_of(self)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Decided by whoever holds a right, on a page of its own"))

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """None of Wagtail's: they know neither what was seen nor who wrote it."""
        return []

    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> None:
        raise PermissionDenied(
            _(
                "Decide on the item's own page, under “Record and decision”: there you see what you sign."
            )
        )

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        return TaskState.objects.none()

    def is_open_to(self, user: Any, page: Any) -> bool:
        """Whether the person holds the right needed, for the agency the item is of."""
        return may(user, Right(self.right), agency=body_of(page))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.is_open_to(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Under way an item is changed only where the step is there for it."""
        return not (self.may_edit and self.is_open_to(user, obj))


class ReviewStepName(LocalName):
    step = ParentalKey(ReviewStep, on_delete=models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step", "locale"], name="one_name_per_step_and_language"
            )
        ]
        verbose_name = _("name of a step")
        verbose_name_plural = _("names of steps")


class StepRequirement(models.Model):
    step = ParentalKey(
        ReviewStep, on_delete=models.CASCADE, related_name="requirements"
    )
    field = models.CharField(_("field"), max_length=10, choices=RequiredField)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step", "field"], name="each_field_once_in_a_step"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_field_display())


class LaneSteps(models.Model):
    """Which of Wagtail's workflows holds the steps of a lane."""

    lane = models.CharField(_("lane"), max_length=10, choices=Lane, unique=True)
    workflow = models.OneToOneField(
        "wagtailcore.Workflow", on_delete=models.PROTECT, related_name="lane"
    )

    def __str__(self) -> str:
        return str(self.get_lane_display())


class Event(models.Model):
    """Something that happened to an item, with person, time and words. Never changed."""

    page = models.ForeignKey(
        ItemPage, on_delete=models.SET_NULL, null=True, related_name="events"
    )
    # Stay when a draft is deleted.
    title = models.CharField(_("title"), max_length=255)
    lane = models.CharField(_("lane"), max_length=10, choices=Lane)
    kind = models.CharField(_("what happened"), max_length=12, choices=EventKind)
    step = models.ForeignKey(
        ReviewStep, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    opinion = models.TextField(_("opinion"), blank=True)
    revision = models.PositiveBigIntegerField(_("version"), null=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "lane", "at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class Notice(models.Model):
    """Words to one person, shown in the CMS and sent by mail: about an item, or a page."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    page = models.ForeignKey(
        ItemPage, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Where to go instead, when it is about no item: a path of this hub.
    path = models.CharField(max_length=200, blank=True)
    words = models.TextField(_("notice"))
    made_at = models.DateTimeField(_("time"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["person", "read_at"])]

    def __str__(self) -> str:
        return self.words

    @property
    def address(self) -> str:
        """Where it is dealt with; empty when there is no such place any more."""
        if self.page_id:
            return reverse("moderation:process", args=[self.page_id])
        return self.path


class FreeDay(models.Model):
    """A public holiday, or a Saturday or Sunday that is worked to make up for one."""

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(
        _("worked to make up for another day"), default=False
    )
    note = models.CharField(_("note"), max_length=200)

    class Meta:
        ordering: ClassVar = ["day"]
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} – {self.note}"


def body_of(page: Any) -> int:
    """The agency that stands today for the one an item is of."""
    above = page.path[: -page.steplen]
    agency = AgencyPage.objects.values_list("agency_id", flat=True).get(path=above)
    return bodies_in_force(timezone.localdate())[agency]
