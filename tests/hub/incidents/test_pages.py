"""The pages of incidents: who sees which, and that many cost no more than one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.incidents.actions import report
from hub.incidents.enums import Kind
from hub.incidents.home import IncidentsPanel
from hub.incidents.models import Incident
from tests.hub.builders import make_agency, make_cluster
from tests.hub.incidents.scene import BETTING, NOW, Gate, client_of
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
LIST = "/cms/incidents/"


def open_some(gate: Gate, count: int) -> None:
    for number in range(count):
        at = NOW + timedelta(hours=number)
        report(gate.cluster, Kind.CYBER, gate.operator, at, facts=BETTING)


def list_page(gate: Gate) -> str:
    return client_of(gate.head).get(LIST).content.decode()


def home_panel(gate: Gate) -> str:
    """Alone: other panels of the home page note things once a minute."""
    request = RequestFactory().get("/cms/")
    request.user = gate.head
    return str(IncidentsPanel().render_html({"request": request}))


@pytest.mark.parametrize("shown", [list_page, home_panel])
def test_many_incidents_cost_as_many_queries_as_one(
    gate: Gate, shown: Callable[[Gate], str]
) -> None:
    open_some(gate, 1)
    shown(gate)

    with CaptureQueriesContext(connection) as one:
        shown(gate)
    open_some(gate, 4)
    with CaptureQueriesContext(connection) as many:
        words = shown(gate)

    assert words.count('data-kind="CYBER"') == 4
    assert len(many) == len(one)


def test_those_who_run_it_and_those_who_are_told_see_it(gate: Gate) -> None:
    open_some(gate, 1)
    incident = Incident.objects.get()

    for person in (gate.operator, gate.head, gate.officer):
        client = client_of(person)
        assert f"SC-{incident.pk}" in client.get(LIST).content.decode()
        assert f"SC-{incident.pk}" in client.get("/cms/").content.decode()
        assert client.get(f"{LIST}{incident.pk}/").status_code == 200


def test_to_whoever_runs_another_cluster_it_is_not_there(gate: Gate) -> None:
    open_some(gate, 1)
    incident = Incident.objects.get()
    other = make_cluster("ck-kim-thanh")
    ward = make_agency("p-sapa", "Phường Sa Pa")
    other.assignments.update(operator=ward)
    client = client_of(make_holder("operator_approver", ward))

    assert f"SC-{incident.pk}" not in client.get(LIST).content.decode()
    for path in ("", "close/", "slate/", "evidence/", "cut-off/", "notify/"):
        answer = client.post(f"{LIST}{incident.pk}/{path}")
        assert answer.status_code == 404
    assert Incident.objects.get().state == incident.state


def test_an_editor_sees_what_it_reported_and_nothing_else(gate: Gate) -> None:
    open_some(gate, 1)
    mine = report(gate.cluster, Kind.CYBER, gate.editor, timezone.now(), facts=BETTING)
    client = client_of(gate.editor)

    shown = client.get(LIST).content.decode()

    assert shown.count("data-kind=") == 1
    assert client.get(f"{LIST}{mine.pk}/").status_code == 200


def test_to_a_writer_there_are_no_incidents(gate: Gate) -> None:
    client = client_of(make_holder("contributor", make_agency()))

    assert client.get(LIST).status_code == 404
    assert LIST not in client.get("/cms/").content.decode()
    assert client.get(f"{LIST}alarm/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"ended_at": "2026-11-28T00:00"}, "không thể trước"),
        ({"screen_minutes": "-1"}, ""),
    ],
)
def test_what_cannot_be_is_not_written_down(
    gate: Gate, sent: dict[str, Any], said: str
) -> None:
    open_some(gate, 1)
    incident = Incident.objects.get()
    plain = {"kind": "CYBER", "begun_at": "2026-11-29T09:00", "cause": "Chưa rõ"}

    answer = client_of(gate.operator).post(f"{LIST}{incident.pk}/", {**plain, **sent})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Chưa rõ" in answer.content.decode()
    assert Incident.objects.get().cause == ""


def test_downtimes_are_entered_apart(gate: Gate) -> None:
    open_some(gate, 1)
    sent = {
        "kind": "CYBER",
        "begun_at": "2026-11-29T09:00",
        "screen_minutes": "3",
        "link_minutes": "90",
    }

    client_of(gate.operator).post(f"{LIST}{Incident.objects.get().pk}/", sent)

    incident = Incident.objects.get()
    assert (incident.screen_down_seconds, incident.link_down_seconds) == (180, 5400)
