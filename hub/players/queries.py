"""Whose token it is, and how the players of the province are."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hub.displays.models import Cluster
from hub.players.enums import Kind
from hub.players.models import Player
from hub.players.pictures import Picture, find_picture
from hub.players.tokens import Token, parse_bearer
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to, may

# A player says every half minute that it is there; three missed ones are a fault.
HEARD_EVERY = timedelta(seconds=30)
DOWN_AFTER = 3 * HEARD_EVERY
# Others ask at their own pace; of one that plays a list nothing need be heard for long.
SILENT_FOR = {
    Kind.AGENT: DOWN_AFTER,
    Kind.COLORLIGHT: timedelta(minutes=2),
    Kind.SMIL: timedelta(minutes=10),
    Kind.M3U: timedelta(days=2),
}


class Health(StrEnum):
    NEVER_HEARD = "never heard"
    WELL = "well"
    ALARMED = "alarmed"
    DOWN = "down"
    REVOKED = "revoked"


HEALTH_NAMES = {
    Health.NEVER_HEARD: _("never heard of yet"),
    Health.WELL: _("well"),
    Health.ALARMED: _("alarm"),
    Health.DOWN: _("not heard any more"),
    Health.REVOKED: _("token revoked"),
}
CUTTING_OFF = (Right.URGENT, Right.TAKE_DOWN, Right.ADMINISTER)
LOOKING = (Right.SEE_ASSETS, Right.ADMINISTER, Right.TAKE_DOWN)


@dataclass(frozen=True)
class Screen:
    """What a canvas really shows, as its player told last. `digest` is the picture's."""

    cluster: str
    canvas: str
    rung: str
    digest: str
    heard_at: datetime
    is_down: bool


@dataclass(frozen=True)
class Seen:
    """A player, and how it is at an instant."""

    player: Player
    health: Health

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.player.state)


def player_of(header: str) -> Player | None:
    """Ours, by what an Authorization header says; None for whatever is not in force."""
    return player_with(parse_bearer(header), (Kind.AGENT,))


def player_with(token: Token | None, kinds: Collection[Kind]) -> Player | None:
    """One of these kinds: no token opens what was not made for its kind."""
    if token is None:
        return None
    found = (
        Player.objects.filter(
            token_id=token.id, revoked_at__isnull=True, kind__in=kinds
        )
        .select_related("cluster")
        .first()
    )
    kept = found.token_digest if found else "0" * 64
    return found if hmac.compare_digest(kept, token.digest) else None


def tokens_in_force(ids: Collection[str]) -> frozenset[str]:
    """Those of these ids. A query for every thousand."""
    rows = Player.objects.filter(revoked_at__isnull=True)
    return frozenset(
        found
        for some in batched(ids, 1000)
        for found in rows.filter(token_id__in=some).values_list("token_id", flat=True)
    )


def may_look(user: Any) -> bool:
    return any(may(user, right) for right in LOOKING)


def may_revoke_all(user: Any, cluster: Cluster) -> bool:
    """Whether the person may cut off every machine of a cluster at once."""
    return any(may(user, right, cluster=cluster.pk) for right in CUTTING_OFF)


def players_seen_by(user: Any, now: datetime) -> list[Seen]:
    """Those of the clusters whose equipment the person may look at. Constant queries."""
    rows = Player.objects.select_related("cluster").prefetch_related("cluster__names")
    return [Seen(one, health_of(one, now)) for one in _within_reach(rows, user)]


def players_down(now: datetime) -> QuerySet[Player]:
    """Not heard for longer than their kind may keep silent; never heard of is not down."""
    silent = Q()
    for kind, silence in SILENT_FOR.items():
        silent |= Q(kind=kind, heard_at__lt=now - silence)
    return Player.objects.filter(silent, revoked_at__isnull=True)


def _within_reach(rows: QuerySet[Player], user: Any) -> QuerySet[Player]:
    reached = _clusters_within_reach(user)
    return rows if reached is None else rows.filter(cluster__in=reached)


def _clusters_within_reach(user: Any) -> set[int] | None:
    """None: all."""
    reached: set[int] = set()
    for right in LOOKING:
        clusters = clusters_open_to(user, right)
        if clusters is None:
            return None
        reached |= clusters
    return reached


def clusters_seen_by(user: Any) -> QuerySet[Cluster]:
    """Those whose equipment the person may look at."""
    rows = Cluster.objects.order_by("code").prefetch_related("names")
    reached = _clusters_within_reach(user)
    return rows if reached is None else rows.filter(pk__in=reached)


def picture_seen_by(user: Any, player_id: int, canvas: str) -> Picture | None:
    """The last one of a canvas; None too where the person may not look."""
    player = _within_reach(Player.objects.filter(pk=player_id), user).first()
    return find_picture(player, canvas) if player else None


def demo_picture(cluster: str, canvas: str) -> Picture | None:
    """For everybody, in the demo alone: what its player's mpv shows now."""
    if not settings.DEMO:
        return None
    players = Player.objects.filter(cluster__code=cluster, revoked_at__isnull=True)
    for player in players.exclude(heard_at=None).order_by("-heard_at"):
        if picture := find_picture(player, canvas):
            return picture
    return None


def demo_screens(now: datetime) -> tuple[Screen, ...]:
    """Of every player's canvases, in the demo alone. One query."""
    if not settings.DEMO:
        return ()
    heard = Player.objects.filter(
        revoked_at__isnull=True, heard_at__isnull=False, kind=Kind.AGENT
    )
    return tuple(
        Screen(
            cluster=player.cluster.code,
            canvas=canvas["canvas"],
            rung=canvas["rung"],
            digest=canvas.get("screenshot") or "",
            heard_at=player.heard_at,
            is_down=health_of(player, now) is Health.DOWN,
        )
        for player in heard.select_related("cluster").order_by("heard_at")
        for canvas in player.state.get("canvases", ())
        if player.heard_at
    )


def health_of(player: Player, now: datetime) -> Health:
    if player.revoked_at:
        return Health.REVOKED
    if player.heard_at is None:
        return Health.NEVER_HEARD
    if now - player.heard_at > SILENT_FOR[Kind(player.kind)]:
        return Health.DOWN
    return Health.ALARMED if player.state.get("alarms") else Health.WELL
