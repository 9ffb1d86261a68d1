"""Players, how each was when it was last heard, and the as-run log of all.

Nothing here hangs on content: what was shown stays written down when an item is gone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.players.enums import Kind


class Player(models.Model):
    """A machine with a token of its own, which is good for its cluster alone."""

    cluster = models.ForeignKey(
        "hub_displays.Cluster",
        on_delete=models.PROTECT,
        related_name="players",
        verbose_name=_("cluster"),
    )
    code = models.SlugField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AGENT)
    # The one canvas that somebody else's player is fed for; ours drives all.
    canvas = models.CharField(_("canvas"), max_length=200, blank=True)
    token_id = models.CharField(max_length=16, unique=True)
    token_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    heard_at = models.DateTimeField(_("last heard"), null=True, blank=True)
    # The last heartbeat, as it came; {} before the first.
    state = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["cluster", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cluster", "code"], name="one_player_per_cluster_and_code"
            )
        ]
        verbose_name = _("player")
        verbose_name_plural = _("players")

    def __str__(self) -> str:
        return f"{self.cluster} · {self.code}"

    @property
    def is_verified(self) -> bool:
        """Whether what it says it shows was verified at the screen."""
        return self.kind == Kind.AGENT


class Entry(models.Model):
    """A line of the as-run log: a switch, a scene that was shown, or an alarm."""

    player = models.ForeignKey(Player, on_delete=models.PROTECT, related_name="entries")
    # By which an entry that is sent twice is known.
    digest = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    end = models.DateTimeField(null=True)
    canvas = models.CharField(max_length=200, blank=True)
    rung = models.CharField(max_length=20, blank=True)
    loop = models.CharField(max_length=64, blank=True)
    item_key = models.CharField(max_length=200, blank=True)
    # Said by a player that verifies what it shows; others' words are worth less.
    is_verified = models.BooleanField(_("verified at the screen"), default=True)
    # The entry as it came.
    entry = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["player", "digest"], name="one_entry_per_player_and_digest"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["player", "at"], name="players_entry_by_time"),
            models.Index(fields=["item_key", "at"], name="players_entry_by_item"),
            models.Index(fields=["player", "kind", "at"], name="players_entry_by_kind"),
        ]
        verbose_name = _("line of the as-run log")
        verbose_name_plural = _("as-run log")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.canvas}"
