"""A loop that nobody approved opens a cyber incident as the report of it comes in."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hub.incidents.actions import acknowledge, close, handle
from hub.incidents.enums import Effect, Kind, State
from hub.incidents.models import Incident, Letter, Sighting
from hub.incidents.watching import take_as_run, take_heartbeat
from hub.playout.approved import note_approved
from release.format import File
from release.reports import CanvasNow, Rung
from tests.hub.builders import make_cluster
from tests.hub.incidents.scene import NOW, STRANGE, Gate
from tests.hub.players.reports import LOOP, as_run, heartbeat, post, scene, switch

pytestmark = pytest.mark.django_db


def showing(loop: str | None, rung: Rung = Rung.SCHEDULED, **more: Any) -> Any:
    canvas = CanvasNow(canvas="led", rung=rung, loop=loop, frame=0)
    return heartbeat(canvases=(canvas,), **more)


def test_an_approved_loop_is_nothing_to_tell(gate: Gate) -> None:
    assert post("heartbeat", showing(LOOP), gate.token).status_code == 204
    assert post("as-run", as_run(scene(), switch()), gate.token).status_code == 200

    assert not Incident.objects.exists()


def test_a_strange_loop_opens_an_incident_with_the_request_itself(gate: Gate) -> None:
    before = timezone.now()

    answer = post("heartbeat", showing(STRANGE), gate.token)

    incident = Incident.objects.get()
    assert answer.status_code == 204
    assert (incident.kind, incident.player, incident.opened_by) == (
        Kind.CYBER,
        gate.player,
        None,
    )
    assert incident.effects == [Effect.ALTERED]
    assert incident.detected_at - before < timedelta(seconds=60)
    assert STRANGE in incident.seen
    told = {one.agency.code for one in incident.notices.all()}
    assert told == {"so-tttt", "cong-an-tinh", "bql-kkt"}


def test_it_is_told_once_however_often_it_is_shown(gate: Gate) -> None:
    for _again in range(3):
        post("heartbeat", showing(STRANGE), gate.token)
    entry = switch().model_copy(update={"loop": STRANGE})
    post("as-run", as_run(entry), gate.token)

    assert Incident.objects.count() == Sighting.objects.count() == 1
    assert Letter.objects.count() == 3


def test_another_strange_loop_of_the_player_joins_what_is_open(gate: Gate) -> None:
    post("heartbeat", showing(STRANGE), gate.token)
    post("heartbeat", showing("c" * 64), gate.token)

    assert Incident.objects.get().sightings.count() == 2


def test_a_line_of_the_log_tells_as_well(gate: Gate) -> None:
    entry = scene().model_copy(update={"loop": STRANGE})

    assert post("as-run", as_run(entry), gate.token).json() == {"new": 1}
    assert Sighting.objects.get().at == entry.at


@pytest.mark.parametrize("rung", list(Rung))
def test_no_rung_excuses_a_loop(gate: Gate, rung: Rung) -> None:
    take_heartbeat(gate.player, showing(STRANGE, rung), NOW)

    assert Incident.objects.filter(kind=Kind.CYBER).count() == 1


def test_the_slate_that_came_with_the_player_has_no_loop(gate: Gate) -> None:
    take_heartbeat(gate.player, showing(None, Rung.SHIPPED_SLATE), NOW)

    assert not Incident.objects.exists()


def test_what_is_approved_for_another_cluster_is_strange_here(gate: Gate) -> None:
    other = make_cluster("ck-kim-thanh")
    note_approved(other, [File(sha256=STRANGE, size_bytes=1)], NOW)

    take_heartbeat(gate.player, showing(STRANGE), NOW)

    assert Incident.objects.count() == 1


def test_after_it_was_closed_the_same_loop_is_told_anew(gate: Gate) -> None:
    take_heartbeat(gate.player, showing(STRANGE), NOW)
    entry = scene().model_copy(update={"loop": STRANGE, "at": NOW})
    _close(gate, Incident.objects.get())

    take_as_run(gate.player, as_run(entry), NOW + timedelta(hours=2))
    late = Incident.objects.count()
    take_heartbeat(gate.player, showing(STRANGE), NOW + timedelta(hours=2))

    assert (late, Incident.objects.count()) == (1, 2)


def test_while_all_is_well_a_report_costs_one_query_more(
    gate: Gate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [f"{number:064x}" for number in range(200)]
    note_approved(gate.cluster, [File(sha256=one, size_bytes=1) for one in many], NOW)

    with django_assert_num_queries(2):
        take_heartbeat(gate.player, showing(LOOP), NOW)


def _close(gate: Gate, incident: Incident) -> None:
    for notice in incident.notices.filter(is_due=True):
        who = gate.head if notice.agency == gate.lead else gate.officer
        acknowledge(notice.pk, who, "", NOW)
    entered = {
        "kind": Kind.CYBER,
        "begun_at": NOW,
        "ended_at": NOW,
        "cause": "Thử",
        "fix": "Thử",
        "screen_down_seconds": None,
        "link_down_seconds": None,
    }
    handle(incident.pk, gate.operator, entered, NOW)
    closed = close(incident.pk, gate.operator, NOW + timedelta(hours=1))
    assert closed.state == State.CLOSED
