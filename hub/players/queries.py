"""Whose token it is, and how the players of the province are."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hub.displays.models import Cluster
from hub.players.models import Player
from hub.players.tokens import parse_bearer
from hub.rights.enums import Right
from hub.rights.queries import clusters_open_to, may

# A player says every half minute that it is there; three missed ones are a fault.
HEARD_EVERY = timedelta(seconds=30)
DOWN_AFTER = 3 * HEARD_EVERY


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
class Seen:
    """A player, and how it is at an instant."""

    player: Player
    health: Health

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.player.state)


def player_of(header: str) -> Player | None:
    """By what an Authorization header says; None for whatever is not in force."""
    token = parse_bearer(header)
    if token is None:
        return None
    found = (
        Player.objects.filter(token_id=token.id, revoked_at__isnull=True)
        .select_related("cluster")
        .first()
    )
    kept = found.token_digest if found else "0" * 64
    return found if hmac.compare_digest(kept, token.digest) else None


def may_look(user: Any) -> bool:
    return any(may(user, right) for right in LOOKING)


def may_revoke_all(user: Any, cluster: Cluster) -> bool:
    """Whether the person may cut off every machine of a cluster at once."""
    return any(may(user, right, cluster=cluster.pk) for right in CUTTING_OFF)


def clusters_looked_at(user: Any) -> QuerySet[Cluster]:
    """Those whose equipment the person may look at."""
    reached: set[int] = set()
    for right in LOOKING:
        clusters = clusters_open_to(user, right)
        if clusters is None:
            return Cluster.objects.all()
        reached |= clusters
    return Cluster.objects.filter(pk__in=reached)


def players_seen_by(user: Any, now: datetime) -> list[Seen]:
    """Those of the clusters whose equipment the person may look at. Constant queries."""
    rows = Player.objects.select_related("cluster").prefetch_related("cluster__names")
    reached = clusters_looked_at(user).values("pk")
    return [Seen(one, health_of(one, now)) for one in rows.filter(cluster__in=reached)]


def health_of(player: Player, now: datetime) -> Health:
    if player.revoked_at:
        return Health.REVOKED
    if player.heard_at is None:
        return Health.NEVER_HEARD
    if now - player.heard_at > DOWN_AFTER:
        return Health.DOWN
    return Health.ALARMED if player.state.get("alarms") else Health.WELL
