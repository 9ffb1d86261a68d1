"""What the pages of urgent messages show, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from hub.displays.models import Cluster
from hub.displays.queries import CanvasFacts
from hub.displays.queries import cluster as find_cluster
from hub.lib.languages import language_names
from hub.lib.localrows import name_of
from hub.playout import signing
from hub.playout.signing import URGENT, RefusedByTrustError
from hub.urgent import queries
from hub.urgent.documents import shown_at
from hub.urgent.enums import TargetState
from hub.urgent.models import Message, Order, Target
from release.format import Loop


@dataclass(frozen=True)
class CanvasShown:
    code: str
    size: str
    video: str
    poster: str
    # Face by face: in which languages nothing is said there.
    lacking: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TargetShown:
    target: Target
    canvases: tuple[CanvasShown, ...]
    is_drawn: bool
    # Sound was asked for, and is not heard here.
    is_hushed: bool


@dataclass(frozen=True)
class MessageShown:
    message: Message
    targets: tuple[TargetShown, ...]
    seen: str
    missing_languages: str

    @property
    def is_sendable(self) -> bool:
        return any(one.is_drawn for one in self.targets)

    @property
    def waits(self) -> bool:
        """Something of it is on no wall yet."""
        done = (TargetState.SENT, TargetState.RECALLED)
        return any(one.target.state not in done for one in self.targets)


@dataclass(frozen=True)
class ClusterRow:
    """A cluster and what outranks its programme now."""

    cluster: Cluster
    order: Order | None
    message: Message | None
    is_slate_ordered: bool
    other_messages: int


def show_message(message: Message, languages: Iterable[str]) -> MessageShown:
    drawn = list(queries.targets_drawn(message))
    ids = {one.pk for one in drawn}
    targets = message.targets.select_related("cluster").prefetch_related(
        "cluster__names"
    )
    return MessageShown(
        message=message,
        targets=tuple(_target_shown(one, is_drawn=one.pk in ids) for one in targets),
        seen=" ".join(sorted(queries.meant(message, drawn))),
        missing_languages=language_names(
            code for code in languages if code not in message.texts
        ),
    )


def clusters_shown(person: Any, now: datetime) -> list[ClusterRow]:
    clusters = list(queries.clusters_for(person).prefetch_related("names"))
    orders = queries.orders_in_force([one.pk for one in clusters])
    messages = {str(one.key): one for one in Message.objects.filter(ends_at__gt=now)}
    return [_row(one, orders.get(one.pk), messages, now) for one in clusters]


def key_trouble(person: Any) -> str:
    """What the signing process says of the person's key; empty when there is one."""
    if not signing.is_set_up():
        return "not_set_up"
    try:
        has_key = signing.has_key(person.get_username(), URGENT)
    except RefusedByTrustError:
        return "not_set_up"
    return "" if has_key else "no_key"


def _row(
    cluster: Cluster, order: Order | None, messages: dict[str, Message], now: datetime
) -> ClusterRow:
    document = order.urgent if order else None
    shown = shown_at(document, now)
    others = [
        one
        for one in (document.interrupts if document else ())
        if now < one.end and one is not shown
    ]
    return ClusterRow(
        cluster=cluster,
        order=order,
        message=messages.get(shown.id) if shown else None,
        is_slate_ordered=document is not None and document.is_slate_ordered,
        other_messages=len(others),
    )


def _target_shown(target: Target, *, is_drawn: bool) -> TargetShown:
    facts = find_cluster(target.cluster.code)
    canvases = {one.code: one for one in facts.canvases} if facts else {}
    was_sent = target.state in (TargetState.SENT, TargetState.RECALLED)
    loops = target.loops if is_drawn or was_sent else {}
    return TargetShown(
        target=target,
        canvases=tuple(
            _canvas_shown(code, loop, canvases.get(code), target, is_kept=was_sent)
            for code, loop in sorted(loops.items())
        ),
        is_drawn=is_drawn,
        is_hushed=bool(loops) and target.message.wants_sound and not target.has_sound,
    )


def _canvas_shown(
    code: str, loop: Loop, canvas: CanvasFacts | None, target: Target, *, is_kept: bool
) -> CanvasShown:
    """What was sent lies on the shelf; what was not, where the renderer put it."""
    faces, texts = canvas.faces if canvas else (), target.message.texts
    name = f"files/{loop.file.sha256}.mp4"
    reader = get_language() or "vi"
    shown = {(one.face, one.language) for scene in loop.scenes for one in scene.faces}
    lacking = [
        (
            face.name(reader),
            language_names(
                one
                for one in face.languages
                if one not in texts or (face.code, one) not in shown
            ),
        )
        for face in faces
    ]
    return CanvasShown(
        code=code,
        size=f"{loop.width_px}×{loop.height_px}",
        video=reverse("devices:release_file", args=[f"{target.cluster.code}/{name}"])
        if is_kept
        else reverse("devices:loop_file", args=[name]),
        poster=reverse("devices:loop_file", args=[f"files/{loop.poster.sha256}.jpg"]),
        lacking=tuple((face, said) for face, said in lacking if said),
    )


def cluster_names(clusters: Iterable[Cluster]) -> str:
    return ", ".join(name_of(one) for one in clusters)
