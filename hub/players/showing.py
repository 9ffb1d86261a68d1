"""The control room: every cluster now, gathered in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from hub.displays.queries import SHOWN
from hub.lib.localrows import name_of
from hub.players.models import Player
from hub.players.pictures import is_code
from hub.players.queries import (
    HEALTH_NAMES,
    Health,
    Seen,
    clusters_seen_by,
    players_seen_by,
)
from hub.players.words import ALARMS, DOWN, RUNGS
from hub.playout.queries import seqs_on_air

# By which a cluster is as ill as the worst of its machines.
WORST_FIRST = (Health.DOWN, Health.ALARMED, Health.NEVER_HEARD, Health.WELL)
NO_MACHINE = "no machine"
STATES: Mapping[str, Any] = {
    **{str(health): name for health, name in HEALTH_NAMES.items()},
    NO_MACHINE: _("no player yet"),
}
# Players agree to the frame, so they are told of what the eye sees.
CLOCK_OFF_MS = 1500


@dataclass(frozen=True)
class CanvasShown:
    """`why` is the rung; no picture: an empty address."""

    code: str
    picture: str
    why: str
    rung: str
    title: str
    is_playing: bool
    restarts: int


@dataclass(frozen=True)
class AlarmShown:
    what: str
    todo: str
    detail: str
    since: datetime | None


@dataclass(frozen=True)
class PlayerShown:
    """`behind` is the release that the hub published and the machine does not show."""

    player: Player
    health: str
    says: str
    state: Mapping[str, Any]
    canvases: tuple[CanvasShown, ...]
    alarms: tuple[AlarmShown, ...]
    behind: int | None
    is_clock_off: bool


@dataclass(frozen=True)
class ClusterShown:
    code: str
    name: str
    health: str
    says: str
    on_air: int | None
    players: tuple[PlayerShown, ...]


@dataclass(frozen=True)
class Room:
    """`counts`: (health, in words, of how many clusters), the worst first."""

    clusters: tuple[ClusterShown, ...]
    counts: tuple[tuple[str, str, int], ...]


def show_room(person: Any, now: datetime) -> Room:
    """Of the clusters that the person may look at; machines without a token are gone."""
    seen: defaultdict[int, list[Seen]] = defaultdict(list)
    for one in players_seen_by(person, now):
        if one.health is not Health.REVOKED:
            seen[one.player.cluster_id].append(one)
    rows = [
        one for one in clusters_seen_by(person) if one.status in SHOWN or one.pk in seen
    ]
    on_air = seqs_on_air([one.pk for one in rows])
    clusters = tuple(
        _cluster_shown(one, seen[one.pk], on_air.get(one.pk)) for one in rows
    )
    counted = Counter(one.health for one in clusters)
    order = (*WORST_FIRST, NO_MACHINE)
    return Room(
        clusters,
        tuple(
            (str(health), str(STATES[health]), counted[health])
            for health in order
            if counted[health]
        ),
    )


def _cluster_shown(cluster: Any, seen: list[Seen], on_air: int | None) -> ClusterShown:
    found = {one.health for one in seen}
    worst = next((one for one in WORST_FIRST if one in found), NO_MACHINE)
    return ClusterShown(
        code=cluster.code,
        name=name_of(cluster),
        health=str(worst),
        says=str(STATES[worst]),
        on_air=on_air,
        players=tuple(map(partial(_player_shown, on_air=on_air), seen)),
    )


def _player_shown(seen: Seen, *, on_air: int | None) -> PlayerShown:
    # Other makes tell of themselves in words of their own.
    state = seen.state if seen.player.is_verified else {}
    is_down = seen.health is Health.DOWN
    offset = state.get("clock_offset_ms")
    is_behind = bool(state and on_air and state["seq"] < on_air)
    return PlayerShown(
        player=seen.player,
        health=seen.health.value,
        says=str(HEALTH_NAMES[seen.health]),
        state=state,
        canvases=tuple(
            _canvas_shown(seen.player, one) for one in state.get("canvases", ())
        ),
        alarms=tuple(
            [AlarmShown(str(DOWN[0]), str(DOWN[1]), "", None)] if is_down else []
        )
        + tuple(map(_alarm_shown, state.get("alarms", ()))),
        behind=on_air if is_behind else None,
        is_clock_off=offset is not None and abs(offset) > CLOCK_OFF_MS,
    )


def _canvas_shown(player: Player, told: Mapping[str, Any]) -> CanvasShown:
    return CanvasShown(
        code=told["canvas"],
        picture=_picture_address(player, told["canvas"], told.get("screenshot")),
        why=str(RUNGS.get(told["rung"], told["rung"])),
        rung=told["rung"],
        title=told.get("title", ""),
        is_playing=told["frame"] is not None,
        restarts=told.get("restarts", 0),
    )


def _picture_address(player: Player, canvas: str, digest: str | None) -> str:
    """Another one for each picture, so that a browser sees that there is a new one."""
    if not digest or not is_code(canvas):
        return ""
    return f"{reverse('players_picture', args=[player.pk, canvas])}?{digest[:16]}"


def _alarm_shown(told: Mapping[str, Any]) -> AlarmShown:
    """A code that this hub does not know stands as it came."""
    what, todo = ALARMS.get(told["code"], (told["code"], ""))
    since = parse_datetime(told["since"])
    return AlarmShown(str(what), str(todo), told["detail"], since)
