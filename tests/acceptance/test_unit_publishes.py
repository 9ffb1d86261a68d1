"""Scenario 4: a unit publishes on its own cluster, within what was agreed (Đ9.2)."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub.content.actions import agency_page
from hub.content.enums import Lane
from hub.content.models import NoticePage
from hub.programmes.actions import add_programme
from hub.programmes.models import AirtimeAgreement, Programme
from tests.acceptance.album import keep
from tests.acceptance.desk import Desk, Person
from tests.acceptance.province import SINCE, make_lead, make_person
from tests.acceptance.wall import Wall, titles
from tests.hub.builders import make_cluster, make_face, make_story

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
NOTICE, MORE = "Giờ thông quan dịp lễ", "Hướng dẫn phân luồng xe"


def test_a_unit_shows_its_notice_and_no_more_than_was_agreed(
    desk: Desk, wall: Wall
) -> None:
    cluster = make_cluster("ck-kim-thanh", faces=[make_face(languages=("vi",))])
    unit = cluster.assignments.get().operator
    AirtimeAgreement.objects.create(
        agency=unit,
        cluster=cluster,
        seconds_per_loop=90,
        reference="Biên bản 01/BB-2026",
        valid_from=date(2026, 1, 1),
    )
    lead = make_lead()
    programme = add_programme(
        cluster,
        "Hằng ngày",
        [(make_story("Chào mừng", agency=lead), 15)],
        valid_from=SINCE,
    )
    writer = desk.enter(
        make_person("operator_editor", unit, "bien-tap-bql", "Biên tập viên của đơn vị")
    )
    approver = desk.enter(
        make_person("operator_approver", unit, "duyet-bql", "Người duyệt của đơn vị")
    )
    head = desk.enter(make_person("approver", lead, "duyet-so", "Người duyệt phát"))

    write_notice(writer, agency_page(unit).pk)
    notice = NoticePage.objects.get()
    page = writer.go(f"/cms/moderation/items/{notice.pk}/")
    writer.sees("không thuộc quyền xử lý của anh/chị")
    expect(page.get_by_role("button", name="Đồng ý, chuyển bước")).to_have_count(0)
    notice.refresh_from_db()
    assert not notice.live
    approver.decide(NOTICE)
    head.go("/cms/moderation/local/")
    head.sees(NOTICE)
    keep(head.page, "don-vi-tu-phat")

    page = open_planner(approver, programme)
    add(page, NOTICE, seconds=70)
    expect(page.locator(".planner-bars")).to_contain_text("70/90 giây")
    page.get_by_role("button", name="Xuất bản").click()
    expect(page.locator("[data-part=change]")).to_have_text("Đã xuất bản.")
    wall.render()
    (loop,) = wall.loops_now("ck-kim-thanh").values()
    assert NOTICE in titles(loop, "vi")

    make_story(MORE, agency=unit)
    published = Programme.objects.get(pk=programme.pk).live_revision_id
    page = open_planner(approver, programme)
    add(page, MORE, seconds=30)
    refusal = page.locator(f"[data-title='{MORE}'] .planner-refusals")
    expect(refusal).to_contain_text("thỏa thuận là 90 giây (Biên bản 01/BB-2026; Đ9.2")
    expect(page.locator(".modal-backdrop")).to_have_count(0)
    keep(page, "vuot-thoa-thuan")
    with page.expect_response("**/save/") as answer:
        page.get_by_role("button", name="Xuất bản").click()
    assert answer.value.status == HTTPStatus.UNPROCESSABLE_ENTITY
    expect(page.locator("[data-part=change]")).not_to_have_text("Đã xuất bản.")
    assert Programme.objects.get(pk=programme.pk).live_revision_id == published
    wall.render()
    (loop,) = wall.loops_now("ck-kim-thanh").values()
    assert MORE not in titles(loop, "vi")


def write_notice(writer: Person, folder: int) -> None:
    page = writer.go(f"/cms/pages/add/hub_content/noticepage/{folder}/")
    writer.write({"Tiêu đề": NOTICE, "Nội dung chữ": "Từ 7 giờ đến 19 giờ hằng ngày."})
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_label("Luồng duyệt").select_option(value=Lane.LOCAL)
    keep(page, "soan-thong-bao")
    writer.submit()


def open_planner(person: Person, programme: Any) -> Page:
    page = person.go(f"/cms/planner/{programme.pk}/")
    expect(page.get_by_role("button", name="Lưu nháp")).to_be_visible()
    return page


def add(page: Page, title: str, *, seconds: int) -> None:
    page.get_by_role("button", name="Chọn nội dung").click()
    page.get_by_role("link", name=title, exact=True).click()
    page.locator(f"[data-title='{title}'] [data-field=seconds]").fill(str(seconds))
