"""Scenario 3: at 06:40 the river rises; two gates warn, the square does not (Đ7.1)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fixtures.province import read_province
from hub.demo.loading.urgent import load_templates
from hub.urgent.models import STANDING, Order
from release.format import Urgent
from release.reports import Rung
from tests.acceptance.album import keep
from tests.acceptance.desk import Desk
from tests.acceptance.office import PIN
from tests.acceptance.street import LANGUAGES, open_street
from tests.acceptance.wall import Wall
from tests.player.waiting import eventually

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.needs_mpv,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TELEPHONE = (390, 844)
TEMPLATE = "lu-song-hong"
HOURS = 12


def test_a_flood_is_warned_of_at_two_gates_and_the_programme_comes_back(
    desk: Desk, wall: Wall, settings: Any, tmp_path: Path
) -> None:
    load_templates(read_province())
    both = ("ck-lao-cai", "ck-kim-thanh")
    with (
        open_street(wall, settings, tmp_path, gates=both, more="sapa") as street,
        wall.drawing(settings),
    ):
        before = {code: eventually(one.loops) for code, one in street.gates.items()}
        page = desk.enter(street.duty, TELEPHONE).go(
            f"/cms/urgent/new/?template={TEMPLATE}"
        )
        fill_in(page, [f"Cụm {code}" for code in both])
        keep(page, "tin-khan-soan")
        page.get_by_role("button", name="Xem trước trên từng khung hình").click()
        expect(page.locator(".urgent-target video")).to_have_count(2, timeout=120_000)
        keep(page, "tin-khan-xem-truoc")
        expect(page.locator("body")).not_to_contain_text("Thiếu ngôn ngữ")

        send(page, "sai-ma-pin-1234")
        expect(page.locator(".urgent")).to_contain_text("Sai mã PIN")
        assert not orders(*street.clusters)
        send(page, PIN)
        expect(page.locator(".messages")).to_contain_text("Cụm ck-kim-thanh")

        for code in both:
            street.gates[code].wait_for(Rung.INTERRUPT)
            assert languages_of(published(code)) == set(LANGUAGES)
        assert eventually(street.gates["sapa"].rungs) == {Rung.SCHEDULED}
        assert not orders("sapa")

        for code in both:
            street.gates[code].let_pass(HOURS * 3600)
            street.gates[code].wait_for(Rung.SCHEDULED)
            assert eventually(street.gates[code].loops) == before[code]


def fill_in(page: Page, clusters: list[str]) -> None:
    for name in clusters:
        page.get_by_label(name).check()
    page.get_by_label("Số văn bản chỉ đạo").fill("05/CĐ-UBND")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân tỉnh")
    end = page.get_by_label("Kết thúc")
    now = datetime.fromisoformat(end.input_value()) - timedelta(hours=HOURS)
    end.fill((now + timedelta(hours=HOURS)).isoformat(timespec="minutes"))


def send(page: Page, pin: str) -> None:
    page.get_by_label("Mã PIN").fill(pin)
    page.get_by_role("button", name="Phát ngay").click()


def orders(*codes: str) -> list[Order]:
    """That were signed; what was only drawn up reaches no wall."""
    return list(Order.objects.filter(cluster__code__in=codes, state__in=STANDING))


def published(code: str) -> Urgent:
    (order,) = orders(code)
    return order.urgent


def languages_of(urgent: Urgent) -> set[str]:
    return {
        face.language
        for loop in urgent.loops.values()
        for scene in loop.scenes
        for face in scene.faces
    }
