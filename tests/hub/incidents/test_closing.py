"""Who acknowledges, and that nothing cyber is closed before all who have to did (Đ9.5.b)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hub.agencies.models import Agency
from hub.incidents.actions import (
    IncidentRefusedError,
    acknowledge,
    close,
    escalate,
    handle,
    notify_again,
    report,
)
from hub.incidents.enums import Kind, State
from hub.incidents.models import Incident, Recipient
from tests.hub.builders import make_agency
from tests.hub.incidents.scene import BETTING, NOW, Gate, client_of
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(gate: Gate) -> Incident:
    return report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)


def facts(**more: Any) -> dict[str, Any]:
    plain = {
        "kind": Kind.CYBER,
        "begun_at": NOW,
        "ended_at": NOW + timedelta(hours=1),
        "cause": "Máy bị lấy quyền điều khiển",
        "fix": "Thay máy, cấp khóa mới",
        "screen_down_seconds": None,
        "link_down_seconds": None,
    }
    return {**plain, **more}


def refused(incident: Incident, person: Any) -> str:
    before = Incident.objects.get(pk=incident.pk).state
    with pytest.raises(IncidentRefusedError) as caught:
        close(incident.pk, person, NOW)
    assert Incident.objects.get(pk=incident.pk).state == before
    return str(caught.value.messages[0])


def say_seen(incident: Incident, agency: Agency, person: Any) -> None:
    acknowledge(incident.notices.get(agency=agency).pk, person, "Đã cử người", NOW)


def test_it_is_closed_after_the_lead_and_the_police_acknowledged_and_not_before(
    gate: Gate, incident: Incident
) -> None:
    handle(incident.pk, gate.operator, facts(), NOW)

    said = refused(incident, gate.operator)
    assert "Công an tỉnh" in said
    assert "Sở Thông tin và Truyền thông" in said
    assert "Đ9.5.b" in said
    say_seen(incident, gate.lead, gate.head)
    said = refused(incident, gate.operator)
    assert "Công an tỉnh" in said
    assert "Sở Thông tin" not in said
    say_seen(incident, gate.police, gate.officer)

    assert close(incident.pk, gate.operator, NOW).state == State.CLOSED


def test_with_nobody_set_to_acknowledge_it_is_not_closed_either(gate: Gate) -> None:
    Recipient.objects.all().delete()
    incident = report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)
    handle(incident.pk, gate.operator, facts(), NOW)

    assert "nơi nhận thông báo" in refused(incident, gate.operator)

    Recipient.objects.create(kind=Kind.CYBER, agency=gate.police, is_due=True)
    notify_again(incident, gate.operator, NOW)
    assert "Công an tỉnh" in refused(incident, gate.operator)


def test_cyber_does_not_become_something_that_nobody_acknowledges(
    gate: Gate, incident: Incident
) -> None:
    with pytest.raises(IncidentRefusedError):
        handle(incident.pk, gate.operator, facts(kind=Kind.TECHNICAL), NOW)

    assert Incident.objects.get().kind == Kind.CYBER


def test_what_turns_out_to_be_cyber_is_told_then(gate: Gate) -> None:
    incident = report(gate.cluster, Kind.TECHNICAL, gate.operator, NOW, facts=BETTING)
    assert incident.notices.count() == 1

    handle(incident.pk, gate.operator, facts(kind=Kind.CYBER), NOW)

    assert incident.notices.filter(is_due=True).count() == 2


@pytest.mark.parametrize("lacking", ["ended_at", "cause", "fix"])
def test_without_end_cause_and_fix_nothing_is_closed(gate: Gate, lacking: str) -> None:
    incident = report(gate.cluster, Kind.POWER, gate.operator, NOW, facts=BETTING)
    lack = {lacking: None if lacking == "ended_at" else ""}
    handle(incident.pk, gate.operator, facts(kind=Kind.POWER, **lack), NOW)

    assert "Đ9.5.a" in refused(incident, gate.operator)


@pytest.mark.parametrize("who", ["operator", "editor", "head"])
def test_nobody_acknowledges_for_an_agency_that_is_not_its_own(
    gate: Gate, incident: Incident, who: str
) -> None:
    notice = incident.notices.get(agency=gate.police)

    with pytest.raises(PermissionDenied):
        acknowledge(notice.pk, getattr(gate, who), "", NOW)

    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_somebody_of_the_agency_who_has_nothing_to_do_with_it_does_not(
    gate: Gate, incident: Incident
) -> None:
    writer = make_holder("contributor", gate.police)

    with pytest.raises(PermissionDenied):
        acknowledge(incident.notices.get(agency=gate.police).pk, writer, "", NOW)


def test_the_successor_acknowledges_in_its_place(
    gate: Gate, incident: Incident
) -> None:
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    gate.lead.valid_until, gate.lead.successor = date(2026, 1, 1), heir
    gate.lead.save()

    say_seen(incident, gate.lead, make_holder("approver", heir, "nguoi-moi"))

    assert incident.notices.get(agency=gate.lead).acknowledged_at == NOW


def test_a_new_incident_tells_the_successor(gate: Gate) -> None:
    heir = make_agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch")
    gate.lead.valid_until, gate.lead.successor = date(2026, 1, 1), heir
    gate.lead.save()

    incident = report(gate.cluster, Kind.CYBER, gate.operator, NOW, facts=BETTING)

    due = incident.notices.filter(is_due=True)
    assert {one.agency.code for one in due} == {"so-vhttdl", "cong-an-tinh"}


def test_the_first_acknowledgement_stands(gate: Gate, incident: Incident) -> None:
    say_seen(incident, gate.police, gate.officer)
    later = make_holder("security_viewer", gate.police, "an-ninh-2")

    say_seen(incident, gate.police, later)

    assert incident.notices.get(agency=gate.police).acknowledged_by == gate.officer


@pytest.mark.parametrize("who", ["editor", "officer"])
def test_who_only_looks_handles_and_closes_nothing(
    gate: Gate, incident: Incident, who: str
) -> None:
    person = getattr(gate, who)
    for act in (
        lambda: handle(incident.pk, person, facts(), NOW),
        lambda: close(incident.pk, person, NOW),
        lambda: escalate(incident.pk, person, "Đề nghị"),
        lambda: notify_again(incident, person, NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert Incident.objects.get().state == State.OPEN


def test_beyond_authority_needs_a_proposal(gate: Gate, incident: Incident) -> None:
    with pytest.raises(IncidentRefusedError):
        escalate(incident.pk, gate.operator, "  ")
    assert Incident.objects.get().state == State.OPEN

    escalate(incident.pk, gate.operator, "Đề nghị Sở chủ trì")

    assert Incident.objects.get().state == State.ESCALATED


def test_what_is_closed_is_not_changed_any_more(gate: Gate) -> None:
    incident = report(gate.cluster, Kind.POWER, gate.operator, NOW, facts=BETTING)
    handle(incident.pk, gate.operator, facts(kind=Kind.POWER), NOW)
    close(incident.pk, gate.operator, NOW)

    with pytest.raises(IncidentRefusedError):
        handle(incident.pk, gate.operator, facts(kind=Kind.POWER), NOW)
    assert "đã được đóng" in refused(incident, gate.operator)


def test_the_page_says_who_is_missing_and_does_not_close(
    gate: Gate, incident: Incident
) -> None:
    handle(incident.pk, gate.operator, facts(), NOW)
    client = client_of(gate.operator)

    answer = client.post(f"/cms/incidents/{incident.pk}/close/")

    assert answer.status_code == 422
    assert "Chưa có xác nhận của" in answer.content.decode()
    assert Incident.objects.get().state == State.HANDLED


def test_the_page_measures_from_detection_to_notice(gate: Gate) -> None:
    now = timezone.now()
    incident = report(gate.cluster, Kind.CYBER, gate.operator, now, facts=BETTING)

    fresh = Incident.objects.get(pk=incident.pk)
    assert fresh.delay is not None
    assert timedelta(0) <= fresh.delay < timedelta(seconds=60)
    page = client_of(gate.head).get("/cms/incidents/").content.decode()
    assert "thông báo sau" in page
