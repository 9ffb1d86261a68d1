"""Writes a message down and has its loops drawn. Nothing here reaches a wall."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.displays.models import Cluster
from hub.playout.hints import announce
from hub.urgent import queries
from hub.urgent.actions import UrgentRefusedError, check_may_order
from hub.urgent.enums import TargetState
from hub.urgent.models import Message, Target
from hub.urgent.rendering import Drawn, Wanted, draw_all
from hub.urgent.validators import find_loop_fault

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Entered:
    """What a person wrote; `texts` by the language's code."""

    level: str
    category: str
    directive_number: str
    directive_date: Any
    directive_body: str
    wants_sound: bool
    is_drill: bool
    ends_at: datetime | None
    texts: Texts


@transaction.atomic
def save_message(
    entered: Entered,
    clusters: Collection[Cluster],
    person: Any,
    *,
    message: Message | None = None,
) -> Message:
    """A draft; what was drawn of it before is forgotten. Raises UrgentRefusedError."""
    if clusters:
        check_may_order(clusters, person)
    if message and message.sent_at:
        raise UrgentRefusedError(
            _("This message was sent and is not changed any more. Write another one.")
        )
    kept = message or Message(made_by=person, made_at=timezone.now())
    for name, value in vars(entered).items():
        setattr(kept, name, value)
    kept.save()
    kept.targets.exclude(cluster__in=clusters).delete()
    for cluster in clusters:
        Target.objects.update_or_create(
            message=kept,
            cluster=cluster,
            defaults={"state": TargetState.CHOSEN, "loops_drawn": {}, "trouble": ""},
        )
    return kept


def draw(message: Message, now: datetime) -> list[Target]:
    """Has the loops made where the message was not sent yet; one cluster fails alone."""
    targets = list(queries.targets_unsent(message))
    heard = queries.clusters_heard(message, [one.cluster for one in targets], now)
    wanted = [
        Wanted(
            cluster=one.cluster.code,
            level=message.level,
            sound=one.cluster_id in heard,
            is_drill=message.is_drill,
            texts=message.texts,
        )
        for one in targets
    ]
    for target, drawn in zip(targets, draw_all(wanted), strict=True):
        target.has_sound = target.cluster_id in heard
        _keep(target, drawn, message.fingerprint)
    return targets


def _keep(target: Target, drawn: Drawn, fingerprint: str) -> None:
    fault = drawn.trouble or find_loop_fault(
        drawn.loops, queries.canvas_sizes(target.cluster.code)
    )
    target.trouble = fault or ""
    target.state = TargetState.FAILED if fault else TargetState.DRAWN
    target.fingerprint = fingerprint
    target.loops_drawn = (
        {}
        if fault
        else {
            canvas: loop.model_dump(mode="json") for canvas, loop in drawn.loops.items()
        }
    )
    target.__dict__.pop("loops", None)
    target.save()
    # While people read and type the PIN, players fetch: the bytes, and no more than that.
    announce(target.cluster.code, [loop.file for loop in target.loops.values()])
