"""Which players still show an item that was taken off air, and how long each took.

From what players say: their last heartbeat, the loop it names and that loop's scenes;
and the as-run log, which says when the item was last on a canvas.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Max, Q
from wagtail.models import Locale

from hub.content.models import ItemPage
from hub.lib.localrows import name_of
from hub.moderation.enums import EventKind
from hub.moderation.models import Event
from hub.players.models import Entry, Player
from hub.players.queries import DOWN_AFTER, Health, Seen, players_seen_by
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from hub.rights.enums import Right
from hub.rights.queries import may
from release.reports import Rung

# What is shown on these holds no item of the programme.
FOLLOWED = timedelta(days=7)
FREE = frozenset({Rung.INTERRUPT, Rung.ORDERED_SLATE, Rung.SHIPPED_SLATE})


class Standing(StrEnum):
    SHOWS = "shows"
    COVERED = "covered"
    GONE = "gone"
    AWAITED = "awaited"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PlayerRow:
    """`seconds` from the order until it was last on a canvas; 0: it was on none then."""

    player: Player
    cluster: str
    standing: Standing
    canvases: tuple[str, ...]
    seconds: int | None


def ordered_at(item: ItemPage) -> datetime | None:
    """When it was last taken off air."""
    rows = Event.objects.filter(
        page__translation_key=item.translation_key, kind=EventKind.TAKEN_DOWN
    )
    last: datetime | None = rows.aggregate(Max("at"))["at__max"]
    return last


def recently_withdrawn(person: Any, now: datetime) -> list[Event]:
    """Of the last days, the newest first, each item once."""
    if not may(person, Right.TAKE_DOWN):
        return []
    rows = Event.objects.filter(
        kind=EventKind.TAKEN_DOWN, at__gte=now - FOLLOWED, page__isnull=False
    ).select_related("page")
    first = Locale.get_default().pk
    newest: dict[Any, Event] = {}
    # An item is taken down in every language; it is called by its first.
    for event in rows.order_by("-at"):
        if event.page and event.page.locale_id == first:
            newest.setdefault(event.page.translation_key, event)
    return list(newest.values())


def follow(
    item: ItemPage, person: Any, since: datetime, now: datetime
) -> list[PlayerRow]:
    """Of every player whose cluster the person may look at. Constant queries."""
    seen = [
        one
        for one in players_seen_by(person, now)
        if one.health not in (Health.REVOKED, Health.NEVER_HEARD)
    ]
    key = str(item.translation_key)
    loops = _loops_with(key, [one.player for one in seen])
    last = _last_shown(key, [one.player for one in seen], since)
    return [
        _row(one, loops[one.player.pk], last.get(one.player.pk), since, now)
        for one in seen
    ]


def _row(
    seen: Seen,
    loops: Mapping[str, bool],
    last: datetime | None,
    since: datetime,
    now: datetime,
) -> PlayerRow:
    canvases = seen.state.get("canvases", [])
    shows = [one["canvas"] for one in canvases if _shows(one, loops) is True]
    is_unknown = any(_shows(one, loops) is None for one in canvases)
    is_covered = any(one.get("rung") in FREE for one in canvases)
    standing = Standing.GONE
    if is_covered and any(loops.values()):
        standing = Standing.COVERED
    if is_unknown:
        standing = Standing.UNKNOWN
    if shows:
        standing = Standing.SHOWS
    standing = _unheard(seen, since, now) or standing
    seconds = None
    if standing in (Standing.GONE, Standing.COVERED):
        seconds = max(0, round((last - since).total_seconds())) if last else 0
    return PlayerRow(
        player=seen.player,
        cluster=name_of(seen.player.cluster),
        standing=standing,
        canvases=tuple(shows),
        seconds=seconds,
    )


def _unheard(seen: Seen, since: datetime, now: datetime) -> Standing | None:
    """Nobody is sent to a gate because the next report is not due yet."""
    heard = seen.player.heard_at
    if seen.health is Health.DOWN:
        return Standing.SILENT
    if heard is not None and heard >= since:
        return None
    return Standing.SILENT if now > since + DOWN_AFTER else Standing.AWAITED


def _shows(canvas: Mapping[str, Any], loops: Mapping[str, bool]) -> bool | None:
    """None when nobody here knows what its loop holds."""
    if canvas.get("rung") in FREE or not canvas.get("loop"):
        return False
    return loops.get(canvas["loop"])


def _loops_with(
    key: str, players: Collection[Player]
) -> defaultdict[int, dict[str, bool]]:
    """By player: of each loop of its release, whether the item is in it. One query."""
    wanted = {
        (one.cluster_id, seq): None
        for one in players
        for seq in (one.state.get("seq"), one.state.get("seen_seq"))
        if seq
    }
    found = defaultdict[int, dict[str, bool]](dict)
    if not wanted:
        return found
    chosen = Q()
    for cluster, seq in wanted:
        chosen |= Q(cluster=cluster, seq=seq)
    by_cluster = defaultdict[int, dict[str, bool]](dict)
    for candidate in Candidate.objects.filter(chosen, state=CandidateState.PUBLISHED):
        by_cluster[candidate.cluster_id] |= _held(candidate, key)
    for one in players:
        found[one.pk] = by_cluster[one.cluster_id]
    return found


def _held(candidate: Candidate, key: str) -> dict[str, bool]:
    return {
        loop.file.sha256: any(scene.item_key == key for scene in loop.scenes)
        for loop in candidate.release.timetable.loops.values()
    }


def _last_shown(
    key: str, players: Iterable[Player], since: datetime
) -> dict[int, datetime]:
    rows = Entry.objects.filter(
        player__in=[one.pk for one in players], item_key=key, end__gt=since
    )
    ends = rows.order_by().values("player").annotate(last=Max("end"))
    return {row["player"]: row["last"] for row in ends}
