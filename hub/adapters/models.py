"""What somebody else's player was last told, names of loops in MD5, and the mirrors.

Players themselves and what they say are `hub.players`'.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Told(models.Model):
    """The document that a player was given last, and since when it is that one.

    Such players take what has the latest date: `modified_at` only ever rises, also when
    an older document comes back.
    """

    player = models.OneToOneField(
        "hub_players.Player", on_delete=models.CASCADE, related_name="told"
    )
    document = models.TextField()
    modified_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["player"]

    def __str__(self) -> str:
        return f"{self.player} {self.modified_at:%Y-%m-%d %H:%M:%S}"


class Fingerprint(models.Model):
    """A loop's MD5, which some controllers ask for in its name. It proves nothing."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    md5 = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar = ["sha256"]

    def __str__(self) -> str:
        return self.sha256


class Mirror(models.Model):
    """How far a cluster's repository is brought into the bucket."""

    cluster = models.OneToOneField(
        "hub_displays.Cluster", on_delete=models.CASCADE, related_name="mirror"
    )
    # The digest of the timestamp that lies there, and since when it is behind the hub's.
    timestamp = models.CharField(max_length=64, blank=True)
    brought_at = models.DateTimeField(_("brought"), null=True)
    behind_since = models.DateTimeField(_("behind since"), null=True)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        ordering: ClassVar = ["cluster__code"]

    def __str__(self) -> str:
        return f"{self.cluster}"
