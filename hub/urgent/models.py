"""What was ordered under the urgent mandate, one whole document for each order.

A document is written once, before anybody signs it; only how far it is changes.
"""

from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.urgent.enums import OrderState
from release.format import Urgent, parse_document

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
