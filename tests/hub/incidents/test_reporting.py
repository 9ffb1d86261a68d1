"""The alarm at a gate: one press, and what fails undoes nothing else."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hub.audit.models import Entry
from hub.incidents.actions import cut_off_players, order_slate_for, report
from hub.incidents.enums import Event, Kind
from hub.incidents.models import Incident, Letter, Recipient
from hub.players.actions import issue_token
from hub.players.models import Player
from hub.rights.actions import give_role, set_up_agency
from release.demo import DEMO_PIN
from tests.hub.builders import make_agency, make_cluster
from tests.hub.incidents.scene import BETTING, Gate, client_of
from tests.hub.players.reports import heartbeat, post
from tests.hub.rights.people import LONG_AGO, make_holder
from tests.hub.urgent.conftest import GATE, SAPA, Desk
from tests.hub.urgent.reading import urgent_of

pytestmark = pytest.mark.django_db
ALARM = "/cms/incidents/alarm/"


def press(person: Any, cluster: Any, **more: Any) -> Any:
    sent = {"cluster": cluster.pk, "seen": BETTING.seen, "effects": ["ALTERED"], **more}
    return client_of(person).post(ALARM, sent, follow=True)


def is_slate_ordered(code: str) -> bool:
    urgent = urgent_of(code)
    return urgent is not None and urgent.is_slate_ordered


def test_one_press_opens_tells_orders_and_cuts_off(desk: Desk) -> None:
    manager = make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))
    player, token = issue_token(desk.gate, "may-1", by=manager)
    other, _token = issue_token(desk.sapa, "may-2", by=manager)
    police = make_agency("cong-an-tinh", "Công an tỉnh")
    Recipient.objects.create(kind=Kind.CYBER, agency=police, is_due=True)

    answer = press(desk.operator, desk.gate, pin=DEMO_PIN, cut_off="on")

    incident = Incident.objects.get()
    assert answer.status_code == 200
    assert incident.opened_by == desk.operator
    assert incident.notices.filter(agency=police, is_due=True).exists()
    assert incident.slate_ordered_at is not None
    assert (is_slate_ordered(GATE), is_slate_ordered(SAPA)) == (True, False)
    assert post("heartbeat", heartbeat(GATE), token).status_code == 401
    assert Player.objects.get(pk=other.pk).revoked_at is None
    kinds = set(
        Entry.objects.filter(subject_type="hub_incidents.incident").values_list(
            "kind", flat=True
        )
    )
    assert {Event.OPENED, Event.NOTIFIED, Event.SLATE} <= kinds


@pytest.mark.parametrize("pin", ["sai-het-roi-99", "1"])
def test_with_a_wrong_pin_the_incident_and_its_notices_stand(
    desk: Desk, pin: str
) -> None:
    answer = press(desk.operator, desk.gate, pin=pin)

    incident = Incident.objects.get()
    said = answer.content.decode()
    assert incident.notices.exists()
    assert not is_slate_ordered(GATE)
    assert "Chưa ra lệnh màn hình an toàn" in said
    assert incident.slate_refusal in said
    assert f"/cms/incidents/{incident.pk}/slate/" in said


def test_the_slate_is_ordered_on_the_page_then(desk: Desk) -> None:
    press(desk.operator, desk.gate, pin="sai-het-roi-99")
    incident = Incident.objects.get()

    client_of(desk.operator).post(
        f"/cms/incidents/{incident.pk}/slate/", {"pin": DEMO_PIN}
    )

    incident.refresh_from_db()
    assert incident.slate_ordered_at is not None
    assert incident.slate_refusal == ""
    assert is_slate_ordered(GATE)


def test_when_the_signer_is_away_the_incident_stands(desk: Desk, settings: Any) -> None:
    settings.SIGNER_SOCKET = settings.SIGNER_SOCKET + ".none"

    answer = press(desk.operator, desk.gate, pin=DEMO_PIN)

    assert Incident.objects.get().slate_refusal
    assert "Chưa ra lệnh màn hình an toàn" in answer.content.decode()


def test_whoever_has_no_key_reports_and_the_letter_asks_the_heads(
    gate: Gate, mailoutbox: Any
) -> None:
    answer = press(gate.editor, gate.cluster)

    incident = Incident.objects.get()
    letters = {one.to[0]: one.body for one in mailoutbox}
    assert incident.opened_by == gate.editor
    assert "CHƯA ra lệnh màn hình an toàn" in letters[gate.head.email]
    assert "xác nhận đã nhận" in letters[gate.officer.email]
    assert "hãy gọi điện cho họ" in answer.content.decode()
    assert f"/incidents/{incident.pk}/slate/" not in answer.content.decode()
    with pytest.raises(PermissionDenied):
        order_slate_for(incident, gate.editor, DEMO_PIN, timezone.now())


def test_whoever_has_no_right_to_cut_off_cuts_nothing_off(gate: Gate) -> None:
    press(gate.editor, gate.cluster, cut_off="on")

    assert Incident.objects.count() == 1
    assert post("heartbeat", heartbeat(), gate.token).status_code == 204


def test_whoever_may_cut_off_elsewhere_cuts_nothing_off_here_and_is_told(
    gate: Gate,
) -> None:
    other = make_cluster("ck-kim-thanh")
    unit = make_agency("p-kim-thanh", "Ủy ban nhân dân phường Kim Thành")
    other.assignments.update(operator=unit)
    set_up_agency(unit)
    give_role(gate.editor, "operator_approver", unit, valid_from=LONG_AGO)

    answer = press(gate.editor, gate.cluster, cut_off="on")

    assert Incident.objects.count() == 1
    assert "chưa thu hồi" in answer.content.decode().lower()
    assert post("heartbeat", heartbeat(), gate.token).status_code == 204


def test_on_its_page_neither_does_it(gate: Gate) -> None:
    press(gate.editor, gate.cluster)
    incident = Incident.objects.get()

    answer = client_of(gate.editor).post(f"/cms/incidents/{incident.pk}/cut-off/")

    assert answer.status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        cut_off_players(incident, gate.editor)
    assert post("heartbeat", heartbeat(), gate.token).status_code == 204


def test_on_another_s_cluster_nobody_raises_an_alarm(gate: Gate) -> None:
    other = make_cluster("ck-kim-thanh")
    other.assignments.all().delete()

    assert press(gate.operator, other).status_code == 422
    with pytest.raises(PermissionDenied):
        report(other, Kind.CYBER, gate.operator, timezone.now(), facts=BETTING)
    assert not Incident.objects.exists()


def test_an_operator_cuts_off_nobody_elsewhere(gate: Gate) -> None:
    other = make_cluster("ck-kim-thanh")
    other.assignments.all().delete()
    incident = report(other, Kind.CYBER, gate.head, timezone.now(), facts=BETTING)

    answer = client_of(gate.operator).post(f"/cms/incidents/{incident.pk}/cut-off/")

    assert answer.status_code == 404


def test_pressed_twice_it_is_one_incident(gate: Gate) -> None:
    press(gate.operator, gate.cluster)
    press(gate.operator, gate.cluster)

    assert Incident.objects.count() == 1
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("lacking", ["cluster", "seen", "effects"])
def test_what_is_lacking_is_said_and_nothing_is_opened(
    gate: Gate, lacking: str
) -> None:
    sent = {"cluster": gate.cluster.pk, "seen": "Chữ lạ", "effects": ["ALTERED"]}
    del sent[lacking]

    answer = client_of(gate.operator).post(ALARM, sent)

    assert answer.status_code == 422
    assert "Hãy" in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_power_cut_is_told_to_whoever_runs_the_cluster_alone(gate: Gate) -> None:
    sent = {
        "cluster": gate.cluster.pk,
        "kind": "POWER",
        "begun_at": "2026-11-29T08:00",
        "seen": "Mất điện",
    }

    client_of(gate.operator).post("/cms/incidents/plain/", sent)

    incident = Incident.objects.get()
    assert incident.kind == Kind.POWER
    assert [one.agency.code for one in incident.notices.all()] == ["bql-kkt"]
