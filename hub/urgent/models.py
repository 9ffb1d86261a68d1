"""Messages, the clusters they go to, and what was signed: a whole document each time.

A document is written once, before anybody signs it; only how far it is changes.
"""

import hashlib
import json
import uuid
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from hub.lib.localrows import LocalRow
from hub.urgent.enums import Category, Level, OrderState, TargetState
from hub.urgent.validators import PLACE
from release.format import Loop, Urgent, parse_document

# As long as the mandate lets a signature count (`release.mandates`).
LASTS = timedelta(hours=24)
STANDING = (OrderState.SIGNED, OrderState.PUBLISHED)


class Order(models.Model):
    """All that outranks a cluster's release from then on, as one person signed it."""

    cluster = models.ForeignKey(
        "hub_displays.Cluster", on_delete=models.PROTECT, related_name="orders"
    )
    seq = models.PositiveBigIntegerField(_("number"))
    # The number of the order it was made from: nobody else's may have come between.
    after = models.PositiveBigIntegerField()
    document = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    statement = models.BinaryField(null=True)
    signatures = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=OrderState, default=OrderState.DRAWN
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    # Whoever ordered the slate that stands reaches the whole province (Đ7.1).
    is_slate_provincial = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(_("drawn up"))
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        ordering: ClassVar = ["cluster__code", "-seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "seq"], name="each_order_has_its_number"
            )
        ]
        verbose_name = _("urgent order")
        verbose_name_plural = _("urgent orders")

    def __str__(self) -> str:
        return f"{self.cluster.code} {self.seq}"

    @cached_property
    def urgent(self) -> Urgent:
        return parse_document(Urgent, bytes(self.document))

    @property
    def runs_out_at(self) -> datetime:
        """Who asks later takes it for nothing; who has it keeps to it."""
        return self.drawn_at + LASTS


class Template(ClusterableModel):
    """Words that are ready in every language; `{place}` and the like are filled in."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    level = models.CharField(
        _("level"), max_length=10, choices=Level, default=Level.HIGH
    )
    category = models.CharField(
        _("kind of event"), max_length=10, choices=Category, default=Category.OTHER
    )
    hours = models.PositiveSmallIntegerField(
        _("usual duration (hours)"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("template of urgent messages")
        verbose_name_plural = _("templates of urgent messages")

    def __str__(self) -> str:
        rows = sorted(self.texts.all(), key=lambda row: row.locale_id)
        title = next((row.title for row in rows if row.title), self.code)
        return PLACE.sub("…", title)


class TemplateText(LocalRow):
    template = ParentalKey(Template, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=600, blank=True)

    class Meta(LocalRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["template", "locale"], name="one_text_per_template_and_language"
            )
        ]
        verbose_name = _("words of a template")
        verbose_name_plural = _("words of templates")


class QuietRule(models.Model):
    """When a cluster's messages make no sound. Without a row: these defaults."""

    cluster = models.OneToOneField(
        "hub_displays.Cluster",
        on_delete=models.CASCADE,
        related_name="quiet_rule",
        verbose_name=_("cluster"),
    )
    quiet_from = models.TimeField(_("quiet from"), default=time(22))
    quiet_until = models.TimeField(_("quiet until"), default=time(6))
    is_critical_heard = models.BooleanField(
        _("critical messages are heard in these hours, too"), default=False
    )

    class Meta:
        ordering: ClassVar = ["cluster__code"]
        verbose_name = _("quiet hours of urgent messages")
        verbose_name_plural = _("quiet hours of urgent messages")

    def __str__(self) -> str:
        return f"{self.cluster}: {self.quiet_from:%H:%M} – {self.quiet_until:%H:%M}"


class Message(models.Model):
    """What is to be said, how urgently, on whose directive, and until when."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.CharField(
        _("level"), max_length=10, choices=Level, default=Level.HIGH
    )
    category = models.CharField(
        _("kind of event"), max_length=10, choices=Category, default=Category.OTHER
    )
    directive_number = models.CharField(_("number of the directive"), max_length=80)
    directive_date = models.DateField(_("its date"), null=True)
    directive_body = models.CharField(_("issued by"), max_length=160)
    wants_sound = models.BooleanField(_("with sound"), default=False)
    is_drill = models.BooleanField(_("drill"), default=False)
    ends_at = models.DateTimeField(_("ends at"), null=True)
    # By the language's code: {"title", "body"}.
    texts = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Sent by somebody who reaches the whole province: an operator does not recall it.
    is_provincial = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        verbose_name = _("urgent message")
        verbose_name_plural = _("urgent messages")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(self.texts.get(settings.LANGUAGE_CODE, {}).get("title", ""))

    @property
    def directive(self) -> str:
        day = f"{self.directive_date:%d/%m/%Y}" if self.directive_date else ""
        parts = (self.directive_number, day, self.directive_body)
        return " · ".join(part for part in parts if part)

    @property
    def fingerprint(self) -> str:
        """Of all that was decided: whatever changes, it was not seen like this."""
        ends = self.ends_at.astimezone(UTC).isoformat() if self.ends_at else ""
        said = [str(self.key), self.level, self.directive, ends, self.texts]
        whole = [*said, self.wants_sound, self.is_drill]
        kept = json.dumps(whole, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(kept.encode()).hexdigest()


class Target(models.Model):
    """A message on one cluster: its loops as they were drawn, and what became of it."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="targets"
    )
    cluster = models.ForeignKey(
        "hub_displays.Cluster", on_delete=models.PROTECT, related_name="urgent_targets"
    )
    state = models.CharField(
        max_length=10, choices=TargetState, default=TargetState.CHOSEN
    )
    # By canvas, as the renderer made them.
    loops_drawn = models.JSONField(default=dict)
    # Of which message they were made.
    fingerprint = models.CharField(max_length=64, blank=True)
    has_sound = models.BooleanField(default=False)
    trouble = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["cluster__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "cluster"], name="each_message_once_on_a_cluster"
            )
        ]
        verbose_name = _("cluster of a message")
        verbose_name_plural = _("clusters of messages")

    def __str__(self) -> str:
        return f"{self.cluster}: {self.message}"

    @cached_property
    def loops(self) -> dict[str, Loop]:
        given: dict[str, Any] = self.loops_drawn
        return {canvas: Loop.model_validate(one) for canvas, one in given.items()}

    @property
    def digests(self) -> frozenset[str]:
        return frozenset(loop.file.sha256 for loop in self.loops.values())
