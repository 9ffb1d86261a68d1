"""On a telephone: from the template over the preview to the wall, and back by recall."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from hub.urgent.models import Template, TemplateText
from release.demo import DEMO_PIN
from tests.fakes.messages import MessageRenderer
from tests.hub.urgent.conftest import GATE, SAPA, Desk
from tests.hub.urgent.reading import urgent_of

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WIDTH = 390


def make_template() -> None:
    template = Template(code="sat-lo", level="critical", category="Geo", hours=8)
    template.texts = [
        TemplateText(
            locale=Locale.objects.get(language_code=code), title=title, body=body
        )
        for code, title, body in (
            ("vi", "SẠT LỞ TRÊN QUỐC LỘ 4D", "Đoạn {km_range} tạm cấm xe."),
            ("en", "LANDSLIDE ON ROAD 4D", "Closed at {km_range}."),
            ("zh-hans", "4D国道塌方", "{km_range}路段禁止通行。"),
        )
    ]
    template.save()


def enter(page: Page, live_server: Any, person: User, path: str) -> None:
    client = Client()
    client.force_login(person)
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page.set_viewport_size({"width": WIDTH, "height": 844})
    page.goto(f"{live_server.url}{path}")


def looks_good(page: Page) -> None:
    """Nothing is cut off at the side, and nothing keeps anybody out."""
    # A link leads to a page that is still being read when the click returns.
    page.wait_for_load_state()
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= WIDTH
    found = Axe().run(page, context=".urgent").response["violations"]
    assert [one["id"] for one in found] == []


def test_from_the_template_to_the_wall_and_back(
    page: Page, live_server: Any, desk: Desk, renderer: MessageRenderer
) -> None:
    make_template()
    enter(page, live_server, desk.head, "/cms/urgent/")
    looks_good(page)
    page.get_by_role("link", name="SẠT LỞ TRÊN QUỐC LỘ 4D").click()
    page.get_by_label("Cụm ck-lao-cai").check()
    page.get_by_label("đoạn đường (km)").fill("Km 98 – Km 101")
    page.get_by_label("Số văn bản chỉ đạo").fill("15/CĐ-UBND")
    page.get_by_label("Cơ quan ban hành").fill("UBND tỉnh")
    looks_good(page)

    page.get_by_role("button", name="Xem trước trên từng khung hình").click()
    expect(page.locator("video")).to_have_count(1)
    looks_good(page)
    page.get_by_label("Mã PIN khóa khẩn cấp").fill(DEMO_PIN)
    page.get_by_role("button", name="Phát ngay").click()
    expect(page.get_by_text("Đã ký, đang truyền đến")).to_be_visible()
    document = urgent_of(GATE)
    assert document is not None
    assert [one.level for one in document.interrupts] == ["critical"]
    assert urgent_of(SAPA) is None

    page.get_by_role("link", name="Thu hồi…").click()
    looks_good(page)
    page.get_by_label("Lý do").fill("Đường đã thông")
    page.get_by_label("Mã PIN khóa khẩn cấp").fill(DEMO_PIN)
    page.get_by_role("button", name="Thu hồi ngay").click()
    expect(page.get_by_text("Đã thu hồi khỏi")).to_be_visible()
    document = urgent_of(GATE)
    assert document is not None
    assert document.interrupts == ()
