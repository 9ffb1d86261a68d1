"""Watches the players: who is not heard any more, who is back, and what the log proves.

A return proposes an end. Where the as-run log that comes later shows that the screen never
stood still, only the line was down, and the system closes what it opened itself.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.incidents.downtime import Stretch, screen_stood_still
from hub.incidents.enums import Event, Kind, Occasion, State
from hub.incidents.letters import post, write_letters
from hub.incidents.models import Incident, Silence
from hub.incidents.opening import Facts, open_incident
from hub.incidents.queries import open_suspicion
from hub.incidents.sightings import Told, look_at_loops
from hub.players.actions import note_heartbeat, take_entries
from hub.players.models import Entry, Player
from hub.players.queries import DOWN_AFTER, Health, health_of, players_down
from release.reports import Alarmed, AsRun, Heartbeat

# The scene that was on as the player came back is written down when it is over.
BEYOND = timedelta(hours=1)


def take_heartbeat(player: Player, said: Heartbeat, now: datetime) -> None:
    before = player.heard_at
    note_heartbeat(player, said, now)
    if before and now - before > DOWN_AFTER:
        note_return(player, now)
    told = [Told(one.loop or "", one.canvas, one.rung, now) for one in said.canvases]
    look_at_loops(player, told, now)


def take_as_run(player: Player, said: AsRun, now: datetime) -> int:
    """Answers how many lines were new."""
    count = take_entries(player, said, now)
    told = [
        Told(one.loop or "", one.canvas, one.rung, one.at)
        for one in (logged.entry for logged in said.entries)
        if not isinstance(one, Alarmed)
    ]
    look_at_loops(player, told, now)
    return count


def look_at_players(now: datetime) -> None:
    """Who is not heard any more, and who is back without anybody having noted it."""
    known = Silence.objects.filter(
        incident__player=OuterRef("pk"), start=OuterRef("heard_at")
    )
    for player in players_down(now).exclude(Exists(known)).select_related("cluster"):
        note_silence(player, now)
    back = Silence.objects.filter(
        end__isnull=True, incident__player__heard_at__gt=F("start")
    ).exclude(incident__state=State.CLOSED)
    ids = back.values("incident__player")
    for player in Player.objects.filter(pk__in=ids).select_related("cluster"):
        note_return(player, player.heard_at or now)


@transaction.atomic
def note_silence(player: Player, now: datetime) -> None:
    """Once for each time, and never of one that was not heard before."""
    held = Player.objects.select_for_update(of=("self",)).select_related("cluster")
    player = held.get(pk=player.pk)
    start = player.heard_at
    if start is None or health_of(player, now) is not Health.DOWN:
        return
    if Silence.objects.filter(incident__player=player, start=start).exists():
        return
    incident = open_suspicion(player.pk, Kind.TECHNICAL)
    if incident is None:
        incident = _open(player, start, now)
    else:
        incident.proposed_end_at = incident.screen_down_seconds = None
        incident.save(update_fields=["proposed_end_at", "screen_down_seconds"])
        write_letters(incident, incident.notices.all(), Occasion.SILENT, now)
    Silence.objects.create(incident=incident, start=start)
    details = {"player": player.code, "since": start.isoformat()}
    record(Event.SILENT, subject=incident, details=details)
    transaction.on_commit(partial(post, incident.pk))


@transaction.atomic
def note_return(player: Player, now: datetime) -> None:
    """Proposes an end of what the system opened. Said twice, it is noted once."""
    Player.objects.select_for_update(of=("self",)).get(pk=player.pk)
    incident = open_suspicion(player.pk, Kind.TECHNICAL)
    if incident is None or not incident.silences.filter(end=None).update(end=now):
        return
    incident.proposed_end_at = now
    incident.save(update_fields=["proposed_end_at"])
    write_letters(incident, incident.notices.all(), Occasion.RETURNED, now)
    record(Event.RETURNED, subject=incident, details={"player": player.code})
    transaction.on_commit(partial(post, incident.pk))


def conclude(now: datetime) -> None:
    """What the as-run log says by now of the incidents whose players are back."""
    rows = Incident.objects.filter(
        kind=Kind.TECHNICAL,
        opened_by__isnull=True,
        proposed_end_at__isnull=False,
        screen_down_seconds__isnull=True,
    ).exclude(state=State.CLOSED)
    for incident in rows.select_related("player").prefetch_related("silences"):
        _conclude(incident, now)


def _conclude(incident: Incident, now: datetime) -> None:
    assert incident.player
    link, screen = timedelta(0), timedelta(0)
    for silence in incident.silences.all():
        if silence.end is None:
            return
        span = Stretch(silence.start, silence.end)
        stood = screen_stood_still(span, _shown(incident.player, span))
        if stood is None:
            return
        link, screen = link + (span.end - span.start), screen + stood
    _settle(incident.pk, _seconds(screen), _seconds(link), now)


@transaction.atomic
def _settle(pk: int, screen: int, link: int, now: datetime) -> None:
    """A person who has begun to handle it also closes it."""
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=pk)
    if incident.proposed_end_at is None or incident.is_closed:
        return
    incident.screen_down_seconds, incident.link_down_seconds = screen, link
    if screen == 0 and incident.state == State.OPEN:
        incident.ended_at, incident.closed_at = incident.proposed_end_at, now
        incident.state = State.CLOSED
        incident.cause = _(
            "The line was down; the screen went on showing (as-run log)."
        )
        incident.fix = _("The player was heard again by itself.")
        details = {"screen_down_seconds": screen, "link_down_seconds": link}
        record(Event.CLOSED, subject=incident, details=details)
    incident.save()


def _shown(player: Player, span: Stretch) -> dict[str, list[Stretch]]:
    """By canvas, in order; also a canvas of which nothing came yet."""
    shown: dict[str, list[Stretch]] = defaultdict(list)
    for canvas in player.state.get("canvases", ()):
        shown[canvas["canvas"]] = []
    rows = Entry.objects.filter(
        player=player, kind="scene", at__lte=span.end + BEYOND, end__gte=span.start
    ).order_by("at")
    for canvas, start, end in rows.values_list("canvas", "at", "end"):
        shown[canvas].append(Stretch(start, end or start))
    return shown


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())


def _open(player: Player, start: datetime, now: datetime) -> Incident:
    words = _("Player %(player)s is not heard any more.") % {"player": player.code}
    facts = Facts(words, begun_at=start)
    return open_incident(
        player.cluster, Kind.TECHNICAL, now, facts=facts, player=player
    )
