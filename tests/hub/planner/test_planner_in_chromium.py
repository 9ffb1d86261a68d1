"""Planning by mouse and by keyboard, what is refused, saving, and two people at once."""

from http import HTTPStatus
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from hub.programmes.models import Programme
from tests.hub.builders import make_story
from tests.hub.planner.planning import (
    a_programme,
    agree,
    as_it_is,
    planner_of,
    save,
    titles_of_draft,
)

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def open_planner(page: Page, live_server: Any, programme: Programme) -> None:
    client = planner_of(programme.cluster)
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/cms/planner/{programme.pk}/")
    expect(page.get_by_role("button", name="Lưu nháp")).to_be_visible()


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Di chuyển “{title}”")


def order(page: Page) -> list[str | None]:
    rows = page.locator(".planner-row").all()
    return [row.get_attribute("data-title") for row in rows]


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("[data-part=change]")).to_have_text("Đã lưu bản nháp.")


def test_a_slot_is_dragged_by_mouse_and_the_draft_saved(page: Page, live_server: Any):
    programme = a_programme("A", "B", "C")
    open_planner(page, live_server, programme)

    handle(page, "C").drag_to(handle(page, "A"), target_position={"x": 5, "y": 2})

    assert order(page) == ["C", "A", "B"]
    save_draft(page)
    assert titles_of_draft(programme) == ["C", "A", "B"]


def test_a_slot_is_moved_by_keyboard_and_each_step_is_said(
    page: Page, live_server: Any
):
    open_planner(page, live_server, a_programme("A", "B", "C"))
    voice = page.locator("[data-part=voice]")

    handle(page, "A").press("Space")
    expect(voice).to_have_text(
        "Đã nhấc A, vị trí 1 trên 3. Dùng phím mũi tên để di chuyển."
    )
    page.keyboard.press("ArrowDown")
    expect(handle(page, "A")).to_be_focused()
    page.keyboard.press("Space")
    page.locator("[data-title=C] [data-field=seconds]").press("Alt+ArrowUp")

    assert order(page) == ["B", "C", "A"]


def test_escape_puts_a_slot_back(page: Page, live_server: Any):
    open_planner(page, live_server, a_programme("A", "B", "C"))

    handle(page, "A").press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    assert order(page) == ["A", "B", "C"]
    expect(handle(page, "A")).to_have_attribute("aria-pressed", "false")


def test_airtime_beyond_the_agreement_is_refused_by_its_clause_while_typing(
    page: Page, live_server: Any
):
    programme = a_programme("A", "B", seconds=10)
    agree(programme.cluster, 90)
    open_planner(page, live_server, programme)

    page.locator("[data-title=B] [data-field=seconds]").fill("25")

    refusal = page.locator("[data-title=B] .planner-refusals")
    expect(refusal).to_contain_text("thỏa thuận là 90 giây (Biên bản 01; Đ9.2")
    expect(page.locator(".planner-bars dd.is-over")).to_contain_text("105/90 giây")
    with page.expect_response("**/save/") as answer:
        page.get_by_role("button", name="Lưu nháp").click()
    assert answer.value.status == HTTPStatus.UNPROCESSABLE_ENTITY
    expect(page.locator("[data-title=B] [data-field=seconds]")).to_have_value("25")
    assert programme.revisions.count() == 1


def test_the_second_of_two_people_is_told_and_saves_what_is_on_the_page(
    page: Page, live_server: Any
):
    programme = a_programme("A", "B")
    open_planner(page, live_server, programme)
    a, b = as_it_is(programme)
    save(planner_of(programme.cluster, name="nguoi-khac"), programme, [b])
    handle(page, "A").press("Alt+ArrowDown")

    page.get_by_role("button", name="Lưu nháp").click()

    expect(page.get_by_role("alert")).to_contain_text("nguoi-khac đã lưu")
    assert order(page) == ["B", "A"]
    assert titles_of_draft(programme) == ["B"]
    page.get_by_role("button", name="Lưu bản của tôi").click()
    expect(page.locator("[data-part=change]")).to_have_text("Đã lưu bản nháp.")
    assert titles_of_draft(programme) == ["B", "A"]


def test_an_item_is_chosen_from_the_list_and_taken_out_again(
    page: Page, live_server: Any
):
    programme = a_programme("A")
    make_story("Tin mới")
    open_planner(page, live_server, programme)

    page.get_by_role("button", name="Chọn nội dung").click()
    page.get_by_role("link", name="Tin mới").click()

    expect(page.locator("[data-title='Tin mới']")).to_be_visible()
    expect(page.get_by_role("button", name="Chọn nội dung")).to_be_visible()
    page.get_by_role("button", name="Bỏ “A” ra").click()
    save_draft(page)
    assert titles_of_draft(programme) == ["Tin mới"]


def test_nothing_on_the_page_keeps_people_out(page: Page, live_server: Any):
    programme = a_programme("A", "B")
    agree(programme.cluster, 60)
    open_planner(page, live_server, programme)

    found = Axe().run(page, context=".planner").response["violations"]

    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in grave] == []
