"""Compares what players say they show with what was signed, as each report comes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from hub.audit.actions import record
from hub.incidents.enums import Effect, Event, Kind
from hub.incidents.letters import post
from hub.incidents.models import Incident, Sighting
from hub.incidents.opening import Facts, open_incident
from hub.incidents.queries import open_suspicion
from hub.players.models import Player
from hub.playout.approved import strange_loops


@dataclass(frozen=True)
class Told:
    """A player says that a canvas showed a loop at a time."""

    loop: str
    canvas: str
    rung: str
    at: datetime


def look_at_loops(player: Player, told: Iterable[Told], now: datetime) -> None:
    """A loop that nobody ever signed for the cluster opens an incident, once.

    Costs one query while all is well. What the incident of a player has already, and what
    was shown before it was closed, is passed over.
    """
    named = {one.loop: one for one in told if one.loop}
    strange = strange_loops(player.cluster_id, named.keys())
    if strange:
        _note([named[loop] for loop in sorted(strange)], player, now)


@transaction.atomic
def _note(strange: list[Told], player: Player, now: datetime) -> None:
    # Two reports of a player may come at once.
    Player.objects.select_for_update(of=("self",)).get(pk=player.pk)
    for told in strange:
        if not _is_known(player, told):
            _add(told, player, now)


def _is_known(player: Player, told: Told) -> bool:
    covers = Q(incident__closed_at__isnull=True) | Q(incident__closed_at__gte=told.at)
    return Sighting.objects.filter(covers, player=player, loop=told.loop).exists()


def _add(told: Told, player: Player, now: datetime) -> None:
    incident = open_suspicion(player.pk, Kind.CYBER) or _open(player, told, now)
    Sighting.objects.create(
        incident=incident,
        player=player,
        loop=told.loop,
        canvas=told.canvas,
        rung=told.rung,
        at=told.at,
    )
    details = {"loop": told.loop, "canvas": told.canvas, "at": told.at.isoformat()}
    record(Event.SEEN, subject=incident, details=details)


def _open(player: Player, told: Told, now: datetime) -> Incident:
    with translation.override(settings.LANGUAGE_CODE):
        words = _words(player, told)
    facts = Facts(words, (Effect.ALTERED,), begun_at=min(told.at, now))
    incident = open_incident(
        player.cluster, Kind.CYBER, now, facts=facts, player=player
    )
    transaction.on_commit(partial(post, incident.pk))
    return incident


def _words(player: Player, told: Told) -> str:
    words = _(
        "Player %(player)s says that canvas %(canvas)s shows a loop that nobody approved "
        "for this cluster: %(loop)s."
    )
    named = {"player": player.code, "canvas": told.canvas, "loop": told.loop}
    return words % named
