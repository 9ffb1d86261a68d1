"""Puts one order in force on one cluster: drawn up, signed by the person, published.

The signer is asked outside any transaction. A crash after it leaves a number that is
given up; the order before it stays in force.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.displays.models import Cluster
from hub.playout import signing
from hub.playout.approved import note_approved
from hub.playout.shelf import keep_files
from hub.playout.signing import URGENT, Paper, RefusedByTrustError
from hub.urgent import queries
from hub.urgent.documents import Change, next_document
from hub.urgent.enums import OrderState
from hub.urgent.models import Order
from release.format import write_document

logger = logging.getLogger(__name__)

# Between the PIN and the signature; reading the files again takes seconds.
SIGNED_WITHIN = timedelta(minutes=10)
# Two people who order at once overtake each other: the later one is drawn up anew.
TRIES = 4
OVERTAKEN = frozenset({"seq_not_growing", "version_not_growing"})


def put_in_force(
    cluster: Cluster, change: Change, person: Any, pin: str, now: datetime, reason: str
) -> Order:
    """Raises RefusedByTrustError; then what was in force is in force.

    What is signed and could not be published at once stays SIGNED, and is tried again by
    the clock.
    """
    for _try in range(TRIES):
        order = _draw(cluster, change, person, now, reason)
        try:
            signed = _sign(order, pin, now)
        except RefusedByTrustError as error:
            if error.code not in OVERTAKEN:
                raise
            continue
        if _stands(order, signed):
            bring_out(order, now)
            if order.state == OrderState.OVERTAKEN:
                break
            return order
    raise _overtaken()


def bring_out(order: Order, now: datetime) -> bool:
    """Publishes what is signed. What cannot be is said in the log."""
    if order.state != OrderState.SIGNED:
        return False
    try:
        keep_files(order.urgent.files)
        # Before a player can have it: what it then says it shows is known already.
        note_approved(order.cluster, order.urgent.files, now)
        signing.publish(_paper(order), bytes(order.statement or b""), order.signatures)
    except OSError:
        logger.exception("%s was not published: its loops are not there", order)
        return False
    except RefusedByTrustError as error:
        logger.warning("%s was not published: %s", order, error)
        if error.is_hopeless:
            _move(order, OrderState.OVERTAKEN)
        return False
    order.published_at = now
    _move(order, OrderState.PUBLISHED)
    return True


def _draw(
    cluster: Cluster, change: Change, person: Any, now: datetime, reason: str
) -> Order:
    """Written down before anybody signs, so that its number is never used again."""
    for _try in range(TRIES):
        before = queries.order_in_force(cluster)
        seq = max(
            signing.next_seq(cluster.code, URGENT),
            queries.newest_seq(cluster) + 1,
        )
        current = before.urgent if before else None
        urgent = next_document(current, change, cluster=cluster.code, seq=seq, now=now)
        document = write_document(urgent)
        try:
            with transaction.atomic():
                return Order.objects.create(
                    cluster=cluster,
                    seq=seq,
                    after=before.seq if before else 0,
                    document=document,
                    sha256=hashlib.sha256(document).hexdigest(),
                    person=person,
                    reason=reason,
                    is_slate_provincial=_is_slate_provincial(before, change, person),
                    drawn_at=now,
                )
        except IntegrityError:
            continue  # somebody else took the number
    raise _overtaken()


def _is_slate_provincial(before: Order | None, change: Change, person: Any) -> bool:
    """As it was where the slate is left as it is."""
    if change.is_slate_ordered is None:
        return before is not None and before.is_slate_provincial
    was = before is not None and before.is_slate_provincial
    return change.is_slate_ordered and (was or queries.may_order_everywhere(person))


def _overtaken() -> RefusedByTrustError:
    words = _("Somebody else sent something at the same moment. Try again.")
    return RefusedByTrustError("overtaken", words)


def _sign(order: Order, pin: str, now: datetime) -> signing.Signed:
    """Raises RefusedByTrustError."""
    paper = _paper(order)
    try:
        keep_files(order.urgent.files)
        order.statement = signing.draw_up(paper)
        signed = signing.ask_for_signature(
            paper, order.statement, order.person.get_username(), pin, now
        )
    except FileNotFoundError as error:
        _move(order, OrderState.REFUSED)
        raise RefusedByTrustError(
            "file_missing",
            _("A file of the message is gone. Have the preview made again."),
        ) from error
    except RefusedByTrustError:
        _move(order, OrderState.REFUSED)
        raise
    if not signed.signatures:
        _move(order, OrderState.REFUSED)
        raise RefusedByTrustError(
            "two_due",
            _(
                "The keys' ceremony asks for %(due)s signatures on urgent orders, and here "
                "one person signs. Enrol the keys with one signature due."
            )
            % {"due": signed.due},
        )
    return signed


@transaction.atomic
def _stands(order: Order, signed: signing.Signed) -> bool:
    """Unless another order came between: then what it says would be lost."""
    Cluster.objects.select_for_update(of=("self",)).get(pk=order.cluster_id)
    newest = queries.order_in_force(order.cluster)
    is_next = (newest.seq if newest else 0) == order.after
    order.signatures = signed.signatures
    _move(order, OrderState.SIGNED if is_next else OrderState.OVERTAKEN)
    return is_next


def _move(order: Order, state: OrderState) -> None:
    order.state = state
    order.save(update_fields=["state", "statement", "signatures", "published_at"])


def _paper(order: Order) -> Paper:
    return Paper(
        mandate=URGENT,
        cluster=order.cluster.code,
        seq=order.seq,
        content=bytes(order.document),
        valid_until=order.drawn_at + SIGNED_WITHIN,
    )
