"""Sends a message as it was seen, and recalls it. Signed by the person, each cluster apart."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.lib.localrows import name_of
from hub.playout import signing
from hub.urgent import queries
from hub.urgent.actions import Outcome, UrgentRefusedError, order_on_each
from hub.urgent.documents import Change
from hub.urgent.enums import Event, TargetState
from hub.urgent.models import Message, Target
from hub.urgent.validators import (
    find_missing_directive,
    find_unseen,
    find_wrong_end,
)
from release.format import Interrupt


def send(
    message_id: int, person: Any, pin: str, seen: Collection[str], now: datetime
) -> Outcome:
    """On every cluster where it is drawn and was not sent. `seen` is what the page showed.

    Raises UrgentRefusedError; then nothing was sent anywhere.
    """
    message = Message.objects.get(pk=message_id)
    targets = list(queries.targets_drawn(message))
    if refusal := _find_refusal(message, targets, seen, now):
        raise UrgentRefusedError(refusal)
    changes = {one.cluster: _change_of(one, message, now) for one in targets}
    outcome = order_on_each(changes, person, pin, now, message.title)
    by_cluster = {one.cluster_id: one for one in targets}
    for cluster, order in outcome.done.items():
        _note_sent(by_cluster[cluster.pk], message, person, now, sha256=order.sha256)
    return outcome


def recall(
    message_id: int,
    clusters: Collection[int],
    person: Any,
    pin: str,
    now: datetime,
    *,
    reason: str,
) -> Outcome:
    """Takes it off these clusters. Raises UrgentRefusedError; then nothing happened."""
    message = Message.objects.get(pk=message_id)
    targets = [
        one
        for one in queries.targets_on_air(message, now)
        if one.cluster_id in clusters
    ]
    if not targets:
        raise UrgentRefusedError(
            _("The message is not on air there any more. Nothing was recalled.")
        )
    if message.is_provincial and not queries.may_order_everywhere(person):
        raise UrgentRefusedError(
            _(
                "The lead department sent this message, so it recalls it (Đ7.1). Call it "
                "if the message is wrong."
            )
        )
    if not reason.strip():
        raise UrgentRefusedError(_("Write why: it stays in the log."))
    change = Change(recalled=frozenset({str(message.key)}))
    changes: dict[Cluster, Change] = {one.cluster: change for one in targets}
    outcome = order_on_each(changes, person, pin, now, reason.strip())
    for target in targets:
        if order := outcome.done.get(target.cluster):
            target.state, target.recalled_at = TargetState.RECALLED, now
            target.recalled_by = person
            target.save(update_fields=["state", "recalled_at", "recalled_by"])
            details = {"reason": reason.strip(), "sha256": order.sha256}
            _log(Event.RECALLED, target, person, details)
    return outcome


def _find_refusal(
    message: Message, targets: list[Target], seen: Collection[str], now: datetime
) -> str | None:
    if not targets or message.ends_at is None:
        return _("Nothing is drawn that could be sent. Have the preview made first.")
    most = signing.lifetime(signing.URGENT)
    heard = queries.clusters_heard(message, [one.cluster for one in targets], now)
    loud = [one for one in targets if one.has_sound and one.cluster_id not in heard]
    if loud:
        return _(
            "On %(clusters)s it would be heard in quiet hours. Have the preview made again."
        ) % {"clusters": ", ".join(name_of(one.cluster) for one in loud)}
    return (
        find_missing_directive(
            message.directive_number,
            message.directive_body,
            has_date=message.directive_date is not None,
        )
        or find_wrong_end(message.ends_at, now, most)
        or find_unseen(seen, queries.meant(message, targets))
    )


def _change_of(target: Target, message: Message, now: datetime) -> Change:
    loops = target.loops
    assert message.ends_at is not None  # refused before
    return Change(
        added=Interrupt(
            id=str(message.key),
            level=message.level,
            directive=message.directive,
            start=now,
            end=message.ends_at,
            loops={canvas: loop.file.sha256 for canvas, loop in loops.items()},
            is_drill=message.is_drill,
        ),
        loops={loop.file.sha256: loop for loop in loops.values()},
    )


def _note_sent(
    target: Target, message: Message, person: Any, now: datetime, *, sha256: str
) -> None:
    target.state, target.sent_at = TargetState.SENT, now
    target.save(update_fields=["state", "sent_at"])
    if message.sent_at is None:
        message.sent_at, message.sent_by = now, person
        message.is_provincial = queries.may_order_everywhere(person)
        message.save(update_fields=["sent_at", "sent_by", "is_provincial"])
    kind = Event.DRILLED if message.is_drill else Event.SENT
    details = {
        "level": message.level,
        "directive": message.directive,
        "ends_at": message.ends_at,
        "sha256": sha256,
    }
    _log(kind, target, person, details)


def _log(kind: Event, target: Target, person: Any, details: dict[str, Any]) -> None:
    cluster = {"cluster": target.cluster.code}
    record(kind, actor=person, subject=target.message, details={**cluster, **details})
