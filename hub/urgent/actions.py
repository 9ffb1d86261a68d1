"""Orders that outrank the programme. Everything is checked here, whoever asks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.lib.localrows import name_of
from hub.playout import signing
from hub.playout.signing import RefusedByTrustError
from hub.urgent import queries
from hub.urgent.documents import Change
from hub.urgent.enums import Event
from hub.urgent.models import Order
from hub.urgent.publishing import bring_out, put_in_force

# Wrong for one cluster, wrong for all: asked again, it would use up the person's tries.
ONCE_IS_ENOUGH = frozenset(
    {"wrong_pin", "wrong_pin_wait", "wait", "no_key", "signer_silent"}
)


class UrgentRefusedError(ValidationError):
    """Says what was not ordered, on which cluster, and what to do."""


@dataclass(frozen=True)
class Outcome:
    """Of one order over several clusters. One that failed stopped no other."""

    done: Mapping[Cluster, Order]
    failed: Mapping[Cluster, str]

    @property
    def words(self) -> list[str]:
        """What failed, by name."""
        return [f"{name_of(one)}: {said}" for one, said in self.failed.items()]


def order_slate(
    clusters: Iterable[Cluster], person: Any, pin: str, now: datetime, reason: str
) -> None:
    """Nothing of anybody's on these clusters from now on; said again, it is signed anew.

    Raises UrgentRefusedError: naming the clusters where it was not ordered, while it is
    on all others; or, when the person may not, with nothing ordered anywhere.
    """
    changes = dict.fromkeys(clusters, Change(is_slate_ordered=True))
    _change_slate(changes, person, pin, now, reason=reason, event=Event.SLATE_ORDERED)


def end_slate(
    clusters: Iterable[Cluster], person: Any, pin: str, now: datetime, reason: str
) -> None:
    """The programme comes back. Raises UrgentRefusedError, as `order_slate` does.

    An operator does not end what the lead department ordered.
    """
    clusters = tuple(clusters)
    if not queries.may_order_everywhere(person):
        _check_not_provincial(clusters)
    changes = dict.fromkeys(clusters, Change(is_slate_ordered=False))
    _change_slate(changes, person, pin, now, reason=reason, event=Event.SLATE_ENDED)


def publish_signed(now: datetime) -> list[Order]:
    """What was signed and could not be published at once."""
    return [one for one in queries.signed_orders() if bring_out(one, now)]


def order_on_each(
    changes: Mapping[Cluster, Change], person: Any, pin: str, now: datetime, reason: str
) -> Outcome:
    """One after the other. Raises UrgentRefusedError before anything was ordered."""
    check_may_order(changes, person)
    done: dict[Cluster, Order] = {}
    failed: dict[Cluster, str] = {}
    for cluster, change in changes.items():
        try:
            done[cluster] = put_in_force(cluster, change, person, pin, now, reason)
        except RefusedByTrustError as error:
            failed[cluster] = str(error)
            if error.code in ONCE_IS_ENOUGH:
                rest = [one for one in changes if one not in done]
                failed |= dict.fromkeys(rest, str(error))
                break
    return Outcome(done, failed)


def check_may_order(clusters: Collection[Cluster], person: Any) -> None:
    """Raises UrgentRefusedError."""
    if not clusters:
        raise UrgentRefusedError(_("Choose at least one cluster."))
    if beyond := [one for one in clusters if not queries.may_order(person, one.pk)]:
        raise UrgentRefusedError(
            _(
                "You may send nothing urgent to %(clusters)s. The operator sends to its own "
                "clusters, the lead department to all (Đ7.1, Đ14.3). Nothing was sent "
                "anywhere."
            )
            % {"clusters": ", ".join(name_of(one) for one in beyond)},
            code="beyond",
        )
    if not signing.is_set_up():
        raise UrgentRefusedError(
            _(
                "Signing is not set up on this server, so nothing can be sent. Ask whoever "
                "looks after it to start the signing process and to name its socket."
            ),
            code="not_set_up",
        )


def _check_not_provincial(clusters: Collection[Cluster]) -> None:
    standing = queries.orders_in_force([one.pk for one in clusters])
    held = [
        one
        for one in clusters
        if (order := standing.get(one.pk)) and order.is_slate_provincial
    ]
    if held:
        raise UrgentRefusedError(
            _(
                "The lead department ordered the safe slate on %(clusters)s, so it ends it "
                "(Đ7.1). Call it if the order is over."
            )
            % {"clusters": ", ".join(name_of(one) for one in held)},
            code="provincial",
        )


def _change_slate(
    changes: Mapping[Cluster, Change],
    person: Any,
    pin: str,
    now: datetime,
    *,
    reason: str,
    event: Event,
) -> None:
    said = reason.strip()
    if not said:
        raise UrgentRefusedError(_("Write why: it stays in the log."), code="reason")
    outcome = order_on_each(changes, person, pin, now, said)
    for cluster, order in outcome.done.items():
        details = {"reason": said, "sha256": order.sha256}
        record(event, actor=person, subject=cluster, details=details)
    if outcome.failed:
        raise UrgentRefusedError(outcome.words)
