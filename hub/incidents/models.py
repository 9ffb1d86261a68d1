"""Incidents, who has to be told of which, who was, and what players were seen to do.

What may be done with one: `validators`. Nothing here is deleted with content or players.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.incidents.enums import Effect, Kind, Occasion, State


class Recipient(models.Model):
    """An agency that is told of incidents of a kind, whichever cluster it is."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CYBER)
    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
        help_text=_("Its successor is told in its place from the day it takes over."),
    )
    is_due = models.BooleanField(
        _("has to acknowledge"),
        default=False,
        help_text=_("No cyber-security incident is closed before all of these have."),
    )
    clause = models.CharField(_("clause"), max_length=40, default="Đ9.5.b", blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "agency__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "agency"], name="each_agency_told_once_of_a_kind"
            )
        ]
        verbose_name = _("recipient of notices")
        verbose_name_plural = _("recipients of notices")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agency}"


class Incident(models.Model):
    """Opened by a person, or by the system, which only suspects."""

    cluster = models.ForeignKey(
        "hub_displays.Cluster",
        on_delete=models.PROTECT,
        related_name="incidents",
        verbose_name=_("cluster"),
    )
    player = models.ForeignKey(
        "hub_players.Player",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("player"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    effects = models.JSONField(_("effects"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN
    )
    # Nobody: the system, which suspects.
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seen = models.TextField(_("what is seen"), blank=True)
    detected_at = models.DateTimeField(_("detected"))
    begun_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # What the system thinks; a person says, or the as-run log proves it.
    proposed_end_at = models.DateTimeField(_("probably ended"), null=True, blank=True)
    screen_down_seconds = models.PositiveBigIntegerField(
        _("screen down (seconds)"), null=True, blank=True
    )
    link_down_seconds = models.PositiveBigIntegerField(
        _("line down (seconds)"), null=True, blank=True
    )
    cause = models.TextField(_("cause"), blank=True)
    fix = models.TextField(_("remediation"), blank=True)
    escalation = models.TextField(_("proposal to the superior"), blank=True)
    slate_ordered_at = models.DateTimeField(null=True, blank=True)
    # Why it was not ordered, in the words that whoever reported was told.
    slate_refusal = models.TextField(blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-detected_at", "-pk"]
        constraints: ClassVar = [
            # However many processes look at a player at once.
            models.UniqueConstraint(
                fields=["player", "kind"],
                condition=Q(opened_by__isnull=True) & ~Q(state=State.CLOSED),
                name="one_open_suspicion_of_a_player",
            )
        ]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")

    def __str__(self) -> str:
        return f"SC-{self.pk}"

    @property
    def is_suspected(self) -> bool:
        return self.opened_by_id is None

    @property
    def opener(self) -> str:
        """In the reader's language."""
        if self.opened_by is None:
            return gettext("the system (suspected)")
        return self.opened_by.get_full_name() or self.opened_by.get_username()

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def effect_names(self) -> list[str]:
        return [str(Effect(one).label) for one in self.effects if one in Effect.values]

    @property
    def notified_at(self) -> datetime | None:
        """When the last of those that have to be told was; None until then."""
        due = [one for one in self.notices.all() if one.is_due] or self.notices.all()
        times = [one.told_at for one in due]
        known = [one for one in times if one is not None]
        return max(known) if known and len(known) == len(times) else None

    @property
    def delay(self) -> timedelta | None:
        """From detection to notice (Đ9.5.b)."""
        return self.notified_at - self.detected_at if self.notified_at else None


class Silence(models.Model):
    """A stretch in which the player of an incident was not heard."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="silences"
    )
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["start"]

    def __str__(self) -> str:
        return f"{self.incident} {self.start:%Y-%m-%d %H:%M}"


class Sighting(models.Model):
    """A loop that nobody signed, as a player said that it shows it."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="sightings"
    )
    player = models.ForeignKey(
        "hub_players.Player", on_delete=models.PROTECT, related_name="+"
    )
    loop = models.CharField(max_length=64)
    canvas = models.CharField(max_length=200)
    rung = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "player", "loop"],
                name="each_strange_loop_once_in_an_incident",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident} {self.loop}"


class IncidentNotice(models.Model):
    """An agency is told: in the CMS at once, by letters to its people, and acknowledges."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="notices"
    )
    agency = models.ForeignKey(
        "hub_agencies.Agency", on_delete=models.PROTECT, related_name="+"
    )
    is_due = models.BooleanField(default=False)
    clause = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    remark = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-is_due", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "agency"], name="one_notice_per_agency_and_incident"
            )
        ]
        verbose_name = _("incident notice")
        verbose_name_plural = _("incident notices")

    def __str__(self) -> str:
        return f"{self.incident}: {self.agency}"

    @property
    def told_at(self) -> datetime | None:
        """When the first letter about it left."""
        sent = [
            one.sent_at
            for one in self.letters.all()
            if one.sent_at and one.occasion == Occasion.OPENED
        ]
        return min(sent, default=None)


class Letter(models.Model):
    """An e-mail to one person of an agency; its row stands before it leaves."""

    notice = models.ForeignKey(
        IncidentNotice, on_delete=models.PROTECT, related_name="letters"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField()
    occasion = models.CharField(max_length=10, choices=Occasion)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["made_at"],
                condition=Q(sent_at__isnull=True),
                name="incidents_letters_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.address}"
