"""A player falls silent and comes back: opened, proposed, and closed by what was shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hub.incidents.enums import Kind, Occasion, State
from hub.incidents.models import Incident, Letter, Silence
from hub.incidents.watching import (
    conclude,
    look_at_players,
    take_as_run,
    take_heartbeat,
)
from hub.players.actions import revoke_all
from hub.players.models import Player
from hub.players.queries import DOWN_AFTER
from release.reports import MOST_ENTRIES, SceneShown
from tests.hub.incidents.scene import NOW, Gate
from tests.hub.players.reports import LOOP, as_run, heartbeat

pytestmark = pytest.mark.django_db
TWO_DAYS = timedelta(hours=48)
LATE = DOWN_AFTER + timedelta(seconds=1)
SECOND = timedelta(seconds=1)


def hear(gate: Gate, at: datetime) -> None:
    take_heartbeat(Player.objects.get(pk=gate.player.pk), heartbeat(), at)


def show(gate: Gate, start: datetime, end: datetime, *, each: int = 600) -> None:
    """Scene after scene from start to end, sent later in batches."""
    entries, at = [], start
    first = gate.player.entries.count()
    while at < end:
        until = min(at + timedelta(seconds=each), end)
        number = first + len(entries) + 1
        entries.append(_scene(number, at, until))
        at = until
    for begin in range(0, len(entries), MOST_ENTRIES):
        take_as_run(gate.player, as_run(*entries[begin : begin + MOST_ENTRIES]), end)


def _scene(number: int, at: datetime, end: datetime) -> SceneShown:
    return SceneShown(
        number=number,
        at=at,
        end=end,
        canvas="led",
        rung="scheduled",
        loop=LOOP,
        scene=0,
        slot_id="1",
        item_key="muc-1",
    )


def occasions() -> list[Any]:
    return list(Letter.objects.values_list("occasion", flat=True))


def test_who_was_never_heard_is_not_missed(gate: Gate) -> None:
    look_at_players(NOW + timedelta(days=9))

    assert not Incident.objects.exists()


def test_three_missed_heartbeats_open_a_suspicion_and_fewer_do_not(gate: Gate) -> None:
    hear(gate, NOW)

    look_at_players(NOW + DOWN_AFTER)
    assert not Incident.objects.exists()
    look_at_players(NOW + LATE)

    incident = Incident.objects.get()
    assert (incident.kind, incident.player) == (Kind.TECHNICAL, gate.player)
    assert incident.is_suspected
    assert (incident.begun_at, incident.detected_at) == (NOW, NOW + LATE)


def test_one_is_open_at_a_time_and_told_once(gate: Gate) -> None:
    hear(gate, NOW)

    for minute in range(2, 9):
        look_at_players(NOW + timedelta(minutes=minute))

    assert Incident.objects.count() == Silence.objects.count() == 1
    assert occasions() == [Occasion.OPENED]
    assert Letter.objects.get().person == gate.operator


def test_a_return_proposes_an_end_and_is_told_once(gate: Gate) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    back = NOW + timedelta(hours=1)

    hear(gate, back)
    hear(gate, back + timedelta(seconds=30))
    look_at_players(back + timedelta(minutes=1))

    incident = Incident.objects.get()
    assert (incident.proposed_end_at, incident.ended_at) == (back, None)
    assert incident.state == State.OPEN
    assert occasions() == [Occasion.OPENED, Occasion.RETURNED]


def test_a_return_that_no_heartbeat_noted_is_noted_by_the_clock(gate: Gate) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    back = NOW + timedelta(hours=1)
    Player.objects.update(heard_at=back)

    look_at_players(back + SECOND)

    assert Incident.objects.get().proposed_end_at == back


def test_two_days_without_a_line_are_closed_as_an_outage_of_the_line(
    gate: Gate,
) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    hear(gate, NOW + TWO_DAYS)
    conclude(NOW + TWO_DAYS)
    assert Incident.objects.get().state == State.OPEN

    show(gate, NOW - timedelta(minutes=1), NOW + TWO_DAYS + timedelta(minutes=1))
    conclude(NOW + TWO_DAYS + timedelta(minutes=2))

    incident = Incident.objects.get()
    assert incident.state == State.CLOSED
    assert (incident.screen_down_seconds, incident.link_down_seconds) == (0, 48 * 3600)
    assert incident.ended_at == NOW + TWO_DAYS


def test_a_screen_that_stood_still_is_left_for_a_person(gate: Gate) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    hear(gate, NOW + TWO_DAYS)
    hours = [NOW + timedelta(hours=hour) for hour in (0, 10, 13, 49)]
    show(gate, hours[0], hours[1])
    show(gate, hours[2], hours[3])

    conclude(hours[3])

    incident = Incident.objects.get()
    assert (incident.state, incident.ended_at) == (State.OPEN, None)
    assert incident.screen_down_seconds == 3 * 3600
    assert incident.link_down_seconds == 48 * 3600


def test_the_log_of_half_the_time_proves_nothing(gate: Gate) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    hear(gate, NOW + TWO_DAYS)
    show(gate, NOW, NOW + timedelta(hours=24))

    conclude(NOW + TWO_DAYS)

    incident = Incident.objects.get()
    assert (incident.state, incident.screen_down_seconds) == (State.OPEN, None)


def test_who_falls_silent_again_is_told_again_in_the_same_incident(gate: Gate) -> None:
    hear(gate, NOW)
    look_at_players(NOW + LATE)
    hear(gate, NOW + timedelta(hours=1))

    look_at_players(NOW + timedelta(hours=1) + LATE)

    incident = Incident.objects.get()
    assert incident.proposed_end_at is None
    assert incident.silences.count() == 2
    assert occasions() == [Occasion.OPENED, Occasion.RETURNED, Occasion.SILENT]


def test_a_revoked_player_is_not_missed(gate: Gate) -> None:
    hear(gate, NOW)
    revoke_all(gate.cluster, by=gate.operator, reason="thử")

    look_at_players(NOW + LATE)

    assert not Incident.objects.exists()
