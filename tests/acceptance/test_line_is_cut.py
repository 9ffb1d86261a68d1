"""Scenario 6: two days without a line; the wall goes on, and the log comes later (Đ4.2)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hub.incidents.enums import Kind, State
from hub.incidents.models import Incident
from hub.incidents.watching import conclude, look_at_players
from hub.players.models import Entry, Player
from release.reports import Rung
from tests.acceptance.clock import Clock
from tests.acceptance.gates import PATIENCE_SECONDS, Gate
from tests.acceptance.street import open_street
from tests.acceptance.wall import Wall
from tests.hub.screens.conftest import OpenRequests
from tests.player.waiting import eventually

pytestmark = [
    pytest.mark.needs_mpv,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
GATE, OUTAGE, STEPS = "ck-lao-cai", timedelta(hours=48), 4


@pytest.fixture
def wall(
    live_server: Any,
    open_requests: OpenRequests,
    settings: Any,
    tmp_path: Path,
) -> Wall:
    settings.HUB_BASE_URL = live_server.url
    return Wall(live_server.url, Path(settings.LOOPS_DIR), tmp_path / "store")


def test_two_days_without_a_line_cost_no_picture_and_no_entry_of_the_log(
    wall: Wall, clock: Clock, settings: Any, tmp_path: Path
) -> None:
    gates = open_street(wall, settings, tmp_path, gates=(GATE,), more="sapa")
    with gates as street:
        cut_off, other = street.gates[GATE], street.gates["sapa"]
        eventually(lambda: is_heard(cut_off) and is_heard(other), PATIENCE_SECONDS)
        before = eventually(cut_off.loops)

        cut_off.line.cut()
        began = timezone.now()
        for _ in range(STEPS):
            two_days_pass(clock, (cut_off, other))
            assert eventually(cut_off.rungs) == {Rung.SCHEDULED}
            assert eventually(cut_off.loops) == before
        eventually(lambda: is_heard(other))
        look_at_players(timezone.now())

        incident = Incident.objects.get()
        assert (incident.kind, incident.state) == (Kind.TECHNICAL, State.OPEN)
        assert incident.player == cut_off.player
        assert not incident.opened_by
        missing = scenes_since(cut_off, began)
        cut_off.line.mend()
        eventually(lambda: is_heard(cut_off), PATIENCE_SECONDS)
        eventually(lambda: scenes_since(cut_off, began) > missing, PATIENCE_SECONDS)
        eventually(is_concluded, PATIENCE_SECONDS)

        incident.refresh_from_db()
        assert incident.screen_down_seconds == 0
        assert abs(incident.link_down_seconds - OUTAGE.total_seconds()) < 600
        assert Incident.objects.count() == 1


def two_days_pass(clock: Clock, gates: tuple[Gate, ...]) -> None:
    """A part of them, everywhere at once; a moment is shown on the wall each time."""
    length = OUTAGE / STEPS
    clock.let_pass(length)
    for one in gates:
        frame = eventually(one.status)["at"]
        one.let_pass(length.total_seconds())
        eventually(lambda one=one, frame=frame: one.status().get("at", "") > frame)
        one.wait_for(Rung.SCHEDULED)


def is_heard(gate: Gate) -> bool:
    heard = Player.objects.get(pk=gate.player.pk).heard_at
    return heard is not None and timezone.now() - heard < timedelta(seconds=20)


def scenes_since(gate: Gate, began: Any) -> int:
    rows = Entry.objects.filter(player=gate.player, kind="scene", end__gt=began)
    return rows.count()


def is_concluded() -> bool:
    conclude(timezone.now())
    return Incident.objects.get().state == State.CLOSED
