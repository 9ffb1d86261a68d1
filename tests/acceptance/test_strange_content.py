"""Scenario 5: somebody else's picture at a gate; one press, and who has to know, knows."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from hub.incidents.enums import Kind, State
from hub.incidents.models import Incident, Recipient
from hub.lib.environment import smtp_mailer
from hub.playout.queries import on_air
from release.reports import AlarmCode, Rung
from tests.acceptance.album import keep
from tests.acceptance.desk import Desk, Person
from tests.acceptance.gates import PATIENCE_SECONDS
from tests.acceptance.office import PIN
from tests.acceptance.province import make_person
from tests.acceptance.street import Street, open_street
from tests.acceptance.wall import Wall
from tests.fakes.smtp import a_mail_server
from tests.hub.builders import make_agency
from tests.player.waiting import eventually

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.needs_mpv,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
GATE, SEEN = "ck-lao-cai", "Màn hình hiện quảng cáo lạ bằng tiếng nước ngoài"


def test_one_press_clears_the_wall_and_tells_whoever_has_to_know(
    desk: Desk, wall: Wall, settings: Any, tmp_path: Path
) -> None:
    with (
        a_mail_server() as box,
        open_street(wall, settings, tmp_path, gates=(GATE,), more="sapa") as street,
    ):
        settings.MAILERS = {"default": smtp_mailer(box.address)}
        officer = tell_the_police_of_incidents(street)

        page = desk.enter(street.operator, (390, 844)).go("/cms/incidents/alarm/")
        raise_alarm(page)
        keep(page, "su-co-bao-dong")

        at_gate = street.gates[GATE]
        at_gate.wait_for(Rung.ORDERED_SLATE)
        assert set(eventually(at_gate.loops).values()) == slate_of(street)
        assert eventually(street.gates["sapa"].rungs) == {Rung.SCHEDULED}
        eventually(lambda: box.told >= {address(street.duty), address(officer)})
        eventually(lambda: is_refused(at_gate.status()), PATIENCE_SECONDS)

        incident = Incident.objects.get()
        assert (incident.kind, incident.seen) == (Kind.CYBER, SEEN)
        assert incident.notified_at
        police = desk.enter(officer)
        check_pack(download(police, incident))
        lead = desk.enter(street.duty)
        is_not_closed(lead, incident)
        acknowledge(police, incident)
        is_not_closed(lead, incident)
        acknowledge(lead, incident)
        close(lead, incident)


def tell_the_police_of_incidents(street: Street) -> User:
    police = make_agency("cong-an-tinh", "Công an tỉnh")
    officer = make_person("security_viewer", police, "an-ninh", "Cán bộ an ninh mạng")
    for person in (officer, street.duty):
        person.email = address(person)
        person.save()
    for agency in (street.lead, police):
        Recipient.objects.create(kind=Kind.CYBER, agency=agency, is_due=True)
    return officer


def address(person: User) -> str:
    return f"{person.username}@laocai.example"


def raise_alarm(page: Page) -> None:
    page.get_by_label("Hiện tượng nhìn thấy").fill(SEEN)
    page.get_by_label("Mã PIN").fill(PIN)
    page.get_by_label("Thu hồi mọi khóa thiết bị của cụm này").check()
    keep(page, "su-co-truoc-khi-bao")
    page.get_by_role("button", name="Báo động ngay").click()
    expect(page.locator(".incidents")).to_contain_text("Công an tỉnh", timeout=120_000)


def slate_of(street: Street) -> set[str]:
    candidate = on_air(street.clusters[GATE])
    assert candidate
    return set(candidate.release.slate.values())


def is_refused(status: dict[str, Any]) -> bool:
    codes = {one["code"] for one in status.get("alarms", ())}
    return AlarmCode.REPORTS_REFUSED in codes


def page_of(person: Person, incident: Incident) -> Page:
    return person.go(f"/cms/incidents/{incident.pk}/")


def download(person: Person, incident: Incident) -> bytes:
    page = page_of(person, incident)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải gói chứng cứ").click()
    return Path(coming.value.path()).read_bytes()


def check_pack(content: bytes) -> None:
    """Every file is the one that the manifest names."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        (manifest,) = [one for one in pack.namelist() if "MANIFEST" in one]
        lines = pack.read(manifest).decode().splitlines()
        named = dict(reversed(line.split(maxsplit=1)) for line in lines if line)
        assert len(named) > 5
        for name, digest in named.items():
            assert hashlib.sha256(pack.read(name)).hexdigest() == digest, name


def is_not_closed(person: Person, incident: Incident) -> None:
    page = page_of(person, incident)
    expect(page.get_by_role("button", name="Đóng sự cố")).to_be_disabled()
    expect(page.locator(".help-warning")).to_contain_text("Đ9.5.b")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        page.url + "close/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
    incident.refresh_from_db()
    assert incident.state != State.CLOSED


def acknowledge(person: Person, incident: Incident) -> None:
    page = page_of(person, incident)
    button = page.get_by_role("button", name="Xác nhận đã nhận")
    expect(button).to_have_count(1)
    button.click()
    expect(button).to_have_count(0)
    expect(page.locator(".incidents-ok").first).to_be_visible()


def close(person: Person, incident: Incident) -> None:
    """With its end and what it was written down."""
    page = page_of(person, incident)
    begun = page.get_by_label("Bắt đầu").input_value()
    page.get_by_label("Kết thúc").fill(begun)
    page.get_by_label("Nguyên nhân").fill("Bộ điều khiển LED chưa khóa")
    page.get_by_label("Khắc phục").fill("Khóa bộ điều khiển, thay mật khẩu")
    page.get_by_role("button", name="Ghi lại").click()
    page.get_by_role("button", name="Đóng sự cố").click()
    eventually(lambda: Incident.objects.get().state == State.CLOSED)
