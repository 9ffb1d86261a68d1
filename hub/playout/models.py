"""Candidates for a cluster's wall, who approved them, the rule for that, loops signed.

A candidate is the exact bytes that are signed. They are written once; only how far it is
changes afterwards. What is decided about it: `validators`, `changes`, `proof`.
"""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.playout.enums import CandidateState, Signers
from release.format import Release, parse_document

OPEN = (CandidateState.WAITING, CandidateState.SIGNED)


class ReleaseRule(models.Model):
    """How a cluster's releases are approved. Without a row: these defaults."""

    cluster = models.OneToOneField(
        "hub_displays.Cluster",
        on_delete=models.CASCADE,
        related_name="release_rule",
        verbose_name=_("cluster"),
    )
    threshold = models.PositiveSmallIntegerField(
        _("how many have to approve"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("The keys' ceremony can ask for more, never for less."),
    )
    signers = models.CharField(
        _("who may approve"), max_length=10, choices=Signers, default=Signers.EITHER
    )
    hours = models.PositiveSmallIntegerField(
        _("hours until a candidate expires"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 7)],
    )
    needs_fallbacks = models.BooleanField(
        _("filler and safe slate are required"),
        default=False,
        help_text=_(
            "Nothing is approved then that does not hold both on every canvas."
        ),
    )

    class Meta:
        ordering: ClassVar = ["cluster__code"]
        verbose_name = _("rule of approval")
        verbose_name_plural = _("rules of approval")

    def __str__(self) -> str:
        return f"{self.cluster}: {self.threshold}, {self.get_signers_display()}"


class Candidate(models.Model):
    """What may become a cluster's release, as it was rendered."""

    cluster = models.ForeignKey(
        "hub_displays.Cluster", on_delete=models.PROTECT, related_name="candidates"
    )
    seq = models.PositiveBigIntegerField(_("number"))
    document = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # What approvers sign: drawn up for the first of them, the same for all.
    statement = models.BinaryField(null=True)
    signatures = models.JSONField(default=list)
    # Signatures that are due: as the rule says, or more when the signer says so.
    due = models.PositiveSmallIntegerField(default=1)
    # Ids and names of everybody who arranged what is new in it.
    authors = models.JSONField(default=dict)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CandidateState,
        default=CandidateState.WAITING,
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        ordering: ClassVar = ["cluster__code", "-seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "seq"], name="each_number_once_on_a_cluster"
            ),
            models.UniqueConstraint(
                fields=["cluster"],
                condition=Q(state__in=["WAITING", "SIGNED"]),
                name="one_open_candidate_on_a_cluster",
            ),
        ]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"{self.cluster.code} {self.seq}"

    @cached_property
    def release(self) -> Release:
        return parse_document(Release, bytes(self.document))

    @property
    def digests(self) -> frozenset[str]:
        """The document's and every loop's: what whoever approves has seen."""
        return frozenset(file.sha256 for file in self.release.files) | {self.sha256}


class Approval(models.Model):
    """One person looked at a candidate and wants it on the wall."""

    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="approvals"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("time"))
    seen = models.JSONField()
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidate", "person"], name="each_approves_a_candidate_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.person}"


class ApprovedLoop(models.Model):
    """A loop that people signed for a cluster: in a release, or in an urgent document.

    What a player says it shows is looked up here, so that no document is parsed for it.
    """

    cluster = models.ForeignKey(
        "hub_displays.Cluster", on_delete=models.PROTECT, related_name="approved_loops"
    )
    sha256 = models.CharField(max_length=64)
    since = models.DateTimeField()
    # The newest release that names it; none: an urgent document does.
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "sha256"],
                name="each_loop_approved_once_on_a_cluster",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.sha256}"
