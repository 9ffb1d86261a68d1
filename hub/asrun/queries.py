"""What a cluster showed between two instants, in seconds, and how sure that is.

The number of queries depends on neither the entries nor the players. What is counted is
what stood in the log and in signed releases: items may be gone since.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hub.asrun.enums import Evidence
from hub.asrun.stretches import (
    InForce,
    Span,
    Stretch,
    Switch,
    derive_stretches,
    expect_stretches,
    scene_seconds,
    silent_spans,
)
from hub.displays.models import Cluster
from hub.players.models import Entry, Player
from hub.playout.approved import find_loops
from hub.playout.enums import CandidateState
from hub.playout.models import Candidate
from release.format import Loop, Scene

# No release is good for longer, so no loop plays on for longer without a switch.
LOOK_BACK = timedelta(days=60)

type _Key = tuple[str, str, str, str]
type _Place = tuple[int, str]


@dataclass(frozen=True)
class Shown:
    """An item without a key is the filler; a language is empty where it is not known."""

    canvas: str
    item_key: str
    titles: Mapping[str, str]
    language: str
    evidence: str
    seconds: Fraction


@dataclass(frozen=True)
class _Said:
    """What the log holds of a period, by player and canvas."""

    scenes: Mapping[_Place, list[dict[str, Any]]]
    switches: Mapping[_Place, list[Switch]]
    heard: Mapping[int, Span]

    @property
    def places(self) -> set[_Place]:
        return {*self.scenes, *self.switches}


def shown(cluster: Cluster, asked: Span, now: datetime) -> list[Shown]:
    """By canvas, item, language and evidence. What is yet to come is left out."""
    within = asked.within(Span(asked.start, max(now, asked.start)))
    if within is None:
        return []
    said = _said(cluster, within)
    releases = _in_force(cluster, within)
    stretches = list(_stretches(said, releases, within))
    loops = _loops(cluster, said, stretches, releases)
    return _sum(said, stretches, loops, within)


def entries_of(cluster: Cluster, asked: Span) -> QuerySet[Entry]:
    """Every line of the as-run log that touches the period, oldest first."""
    touches = Q(at__lt=asked.end) & (Q(at__gte=asked.start) | Q(end__gt=asked.start))
    rows = Entry.objects.filter(touches, player__cluster=cluster)
    return rows.select_related("player").order_by("at", "number", "pk")


def _said(cluster: Cluster, asked: Span) -> _Said:
    scenes, switches = defaultdict(list), defaultdict(list)
    rows = entries_of(cluster, asked).exclude(kind="alarm")
    fields = ("player_id", "kind", "at", "end", "canvas", "rung", "loop", "item_key")
    for row in (
        *_switches_before(cluster, asked.start),
        *rows.values(*fields, "entry"),
    ):
        place = row["player_id"], row["canvas"]
        if row["kind"] == "scene":
            scenes[place].append(row)
        else:
            switches[place].append(Switch(row["at"], row["rung"], row["loop"]))
    return _Said(scenes, switches, _heard(cluster))


def _switches_before(cluster: Cluster, start: datetime) -> QuerySet[Entry, Any]:
    """The last of each canvas: it still holds as the period begins."""
    rows = Entry.objects.filter(
        player__cluster=cluster, kind="switch", at__lt=start, at__gte=start - LOOK_BACK
    )
    newest = rows.order_by().values("player", "canvas").annotate(newest=Max("pk"))
    found = Entry.objects.filter(pk__in=newest.values("newest"))
    return found.values("player_id", "kind", "at", "canvas", "rung", "loop")


def _heard(cluster: Cluster) -> dict[int, Span]:
    """From its first entry to its last, which the index by time answers."""
    own = Entry.objects.filter(player=OuterRef("pk"))
    until = Coalesce("end", "at")
    players = Player.objects.filter(cluster=cluster).annotate(
        first=Subquery(own.order_by("at").values("at")[:1]),
        last=Subquery(own.order_by("-at").values(until=until)[:1]),
    )
    rows = players.values_list("pk", "first", "last")
    return {pk: Span(first, last) for pk, first, last in rows if first}


def _in_force(cluster: Cluster, asked: Span) -> list[InForce]:
    published = Candidate.objects.filter(
        cluster=cluster, state=CandidateState.PUBLISHED, published_at__lt=asked.end
    ).order_by("published_at", "seq")
    before = published.filter(published_at__lte=asked.start).last()
    since = published.filter(published_at__gt=asked.start)
    rows = [one for one in (before, *since) if one is not None]
    if not rows:
        return []
    starts = [max(one.published_at or asked.start, asked.start) for one in rows]
    return [
        InForce(one.release.timetable, Span(start, end))
        for one, start, end in zip(rows, starts, [*starts[1:], asked.end], strict=True)
    ]


def _stretches(
    said: _Said, releases: list[InForce], asked: Span
) -> Iterator[tuple[str, str, Stretch]]:
    """The canvas, how sure it is, and when."""
    heard = defaultdict(list)
    for player, canvas in said.places:
        place = player, canvas
        span = said.heard[player]
        heard[canvas].append(span)
        spans = [Span(one["at"], one["end"]) for one in said.scenes.get(place, ())]
        for one in derive_stretches(
            said.switches.get(place, []), spans, span.end, asked
        ):
            yield canvas, Evidence.DERIVED, one
    named = {
        canvas
        for one in releases
        for window in one.timetable.windows
        for canvas in window.loops
    }
    for canvas in sorted(named | set(heard)):
        silent = silent_spans(asked, heard[canvas])
        for one in expect_stretches(releases, canvas, silent):
            yield canvas, Evidence.EXPECTED, one


def _loops(
    cluster: Cluster,
    said: _Said,
    stretches: list[tuple[str, str, Stretch]],
    releases: list[InForce],
) -> dict[str, Loop]:
    known = {sha: loop for one in releases for sha, loop in one.timetable.loops.items()}
    named = {one["loop"] for rows in said.scenes.values() for one in rows}
    named |= {stretch.loop for _canvas, _evidence, stretch in stretches}
    return known | find_loops(cluster.pk, named - set(known))


def _sum(
    said: _Said,
    stretches: list[tuple[str, str, Stretch]],
    loops: dict[str, Loop],
    asked: Span,
) -> list[Shown]:
    seconds: dict[_Key, Fraction] = defaultdict(Fraction)
    titles: dict[str, Mapping[str, str]] = {}
    for rows in said.scenes.values():
        for row in rows:
            span = Span(row["at"], row["end"]).within(asked)
            scene = _scene(loops.get(row["loop"]), row["entry"]["scene"])
            if scene:
                titles[row["item_key"]] = scene.titles
            for language in _languages(scene):
                key = row["canvas"], row["item_key"], language, Evidence.REPORTED.value
                seconds[key] += span.seconds if span else 0
    for canvas, evidence, stretch in stretches:
        loop = loops.get(stretch.loop)
        for index, length in scene_seconds(loop, stretch.span) if loop else ():
            scene = loop.scenes[index] if loop else None
            assert scene is not None
            titles[scene.item_key] = scene.titles
            for language in _languages(scene):
                seconds[canvas, scene.item_key, language, evidence] += length
    return [
        Shown(canvas, item, titles.get(item, {}), language, evidence, length)
        for (canvas, item, language, evidence), length in sorted(seconds.items())
        if length
    ]


def _scene(loop: Loop | None, index: int) -> Scene | None:
    return loop.scenes[index] if loop and index < len(loop.scenes) else None


def _languages(scene: Scene | None) -> list[str]:
    """Each once, on however many faces."""
    faces = scene.faces if scene else ()
    return sorted({one.language for one in faces}) or [""]
