"""The page as a reporter uses it: files that go by themselves, and on after a break."""

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from hub.agencies.models import Agency
from hub.content.models import Topic
from hub.contributions import vault
from hub.contributions.actions import Entries, submit
from hub.contributions.models import Submission, SubmittedFile, Upload
from tests.browsers import open_context
from tests.hub.contributions.handing_in import film, make_upload, picture
from tests.hub.contributions.test_handing_in import start_lane
from tests.hub.screens.conftest import browser, open_requests, page  # noqa: F401

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
# Where to keep pictures for the guide; none are kept when it is not set.
PICTURES = os.environ.get("GUIDE_PICTURES", "")


@pytest.fixture
def desk(
    page: Page,  # noqa: F811
    live_server: Any,
    press: Agency,
    reporter: User,
) -> Page:
    """The page, with the reporter signed in."""
    start_lane(press)
    reporter.first_name = "Phóng viên Báo Lào Cai"
    reporter.save()
    enter(page, live_server, reporter)
    page.goto(f"{live_server.url}/gui/")
    return page


def enter(page: Page, live_server: Any, user: User) -> None:  # noqa: F811
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )


def choose(page: Page, *files: tuple[str, bytes]) -> None:  # noqa: F811
    page.set_input_files(
        "#files",
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ],
    )


def fill(page: Page) -> None:  # noqa: F811
    page.get_by_label("Video clip").check()
    page.get_by_label("Tiêu đề").fill("Chợ phiên Bắc Hà")
    page.get_by_label("Nội dung chữ").fill("Chợ họp vào sáng Chủ nhật hằng tuần.")
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_label("Đã phát sóng, đăng tải ở đâu").fill("Kênh THLC, bản tin tối")
    page.get_by_label("Ngày nào").fill("2026-01-05")
    page.get_by_label("Cơ quan giữ bản quyền").check()
    page.get_by_label("Nội dung không chứa bí mật").check()


def keep_picture(page: Page, name: str, **options: Any) -> None:  # noqa: F811
    if PICTURES:
        path = Path(PICTURES) / f"{name}.png"
        page.screenshot(path=path, **options)


def is_narrow_enough(page: Page) -> bool:  # noqa: F811
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return page.viewport_size is not None and wide <= page.viewport_size["width"]


def test_several_files_go_by_themselves_and_are_sent_with_the_form(desk: Page) -> None:
    content = film()

    choose(desk, ("cho-phien.mp4", content), ("anh.png", picture()))
    expect(desk.locator(".gui-file[data-state=whole]")).to_have_count(2)
    fill(desk)
    keep_picture(desk, "gui-noi-dung", full_page=True)
    desk.get_by_role("button", name="Gửi", exact=True).click()
    desk.wait_for_url("**/gui/da-gui/*/")

    expect(desk.locator("h1")).to_have_text("Chợ phiên Bắc Hà")
    keep_picture(desk, "gui-noi-dung-da-nhan")
    names = SubmittedFile.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["anh.png", "cho-phien.mp4"]
    kept = SubmittedFile.objects.get(name="cho-phien.mp4")
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_goes_on_from_where_it_was_when_the_page_is_opened_again(
    desk: Page, live_server: Any
) -> None:
    content = os.urandom(40 * 1024 * 1024)
    offsets: list[str] = []

    def hold_back(route: Route) -> None:
        """The line is cut after the first piece."""
        offset = route.request.headers["upload-offset"]
        offsets.append(offset)
        if offset == "0":
            route.continue_()
        else:
            route.abort()

    desk.route("**/gui/tus/*/", hold_back)
    path = Path(vault.upload_path("nguon")).with_name("phim.mp4")
    path.write_bytes(content)
    desk.set_input_files("#files", path)
    expect(desk.locator(".gui-file-says")).to_contain_text(
        "Mất kết nối", timeout=60_000
    )
    keep_picture(desk, "gui-noi-dung-mat-ket-noi")
    desk.unroute("**/gui/tus/*/")
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.goto(f"{live_server.url}/gui/")
    says = desk.locator(".gui-file-says")
    expect(says).to_contain_text("Chọn lại đúng tệp này")
    desk.set_input_files("#files", path)

    expect(says).to_have_text("Đã nhận đủ", timeout=60_000)
    upload = Upload.objects.get()
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert offsets[:2] == ["0", str(16 * 1024 * 1024)]


def test_a_file_can_be_paused_taken_up_again_and_removed(desk: Page) -> None:
    def hold(_route: Route) -> None:
        """The piece stays on its way."""

    desk.route("**/gui/tus/*/", hold)
    choose(desk, ("cho-phien.mp4", film()))
    row = desk.locator(".gui-file")
    expect(row).to_have_attribute("data-state", "sending")

    row.get_by_role("button", name="Tạm dừng").click()
    expect(row).to_have_attribute("data-state", "paused")
    desk.unroute("**/gui/tus/*/")
    row.get_by_role("button", name="Tiếp tục").click()
    expect(row).to_have_attribute("data-state", "whole", timeout=30_000)

    with desk.expect_response(lambda answer: answer.request.method == "DELETE"):
        row.get_by_role("button", name="Bỏ").click()
    expect(row).to_have_count(0)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_what_was_handed_in_is_listed_with_its_state(
    desk: Page, press: Agency, reporter: User, live_server: Any, size: tuple[int, int]
) -> None:
    for title in ("Chợ phiên Bắc Hà", "Ruộng bậc thang Y Tý vào mùa nước đổ"):
        topic = Topic.objects.get(code="culture")
        upload = make_upload(reporter, "ban-thao.txt", b"tin")
        words = Entries(press, date(2026, 1, 1), "NEWS", topic, title)
        submit(reporter, words, [upload])
    desk.set_viewport_size({"width": size[0], "height": size[1]})

    desk.goto(f"{live_server.url}/gui/da-gui/")

    expect(desk.locator(".gui-list li")).to_have_count(2)
    assert is_narrow_enough(desk)
    keep_picture(desk, f"gui-noi-dung-danh-sach-{size[0]}")


def test_what_the_hub_will_not_take_is_said_at_the_file(desk: Page) -> None:
    choose(desk, ("virus.exe", b"MZ"))

    says = desk.locator(".gui-file[data-state=refused] .gui-file-says")
    expect(says).to_contain_text("Hệ thống không nhận loại tệp")


def test_on_a_telephone_nothing_is_cut_off_and_an_error_keeps_everything(
    desk: Page,
) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    choose(desk, ("Phóng sự dài về chợ phiên Bắc Hà ngày Chủ nhật.mp4", film()))
    expect(desk.locator(".gui-file[data-state=whole]")).to_have_count(1)
    fill(desk)
    desk.get_by_label("Ngày nào").fill("")

    desk.get_by_role("button", name="Gửi", exact=True).click()

    expect(desk.locator(".gui-refusal")).to_contain_text("vẫn còn nguyên")
    expect(desk.locator(".has-error")).to_have_count(1)
    expect(desk.get_by_label("Tiêu đề")).to_have_value("Chợ phiên Bắc Hà")
    expect(desk.locator("[name=uploads]:checked")).to_have_count(1)
    assert is_narrow_enough(desk)
    keep_picture(desk, "gui-noi-dung-dien-thoai")
    assert not Submission.objects.exists()


def test_without_javascript_a_small_file_is_handed_in(
    browser: Browser,  # noqa: F811
    live_server: Any,
    reporter: User,
) -> None:
    context = open_context(browser, java_script_enabled=False)
    plain = context.new_page()
    enter(plain, live_server, reporter)
    plain.goto(f"{live_server.url}/gui/")
    choose(plain, ("cho-phien.mp4", film()))
    fill(plain)

    plain.get_by_role("button", name="Gửi", exact=True).click()

    expect(plain.locator("h1")).to_have_text("Chợ phiên Bắc Hà")
    assert SubmittedFile.objects.count() == 1
    context.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_lead_sees_the_months(
    page: Page,  # noqa: F811
    live_server: Any,
    press: Agency,
    lead: User,
    size: tuple[int, int],
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    enter(page, live_server, lead)

    page.goto(f"{live_server.url}/gui/theo-doi/")

    expect(page.locator("[data-state=MISSING]").first).to_have_text("Thiếu")
    assert is_narrow_enough(page)
    keep_picture(page, f"gui-noi-dung-theo-doi-{size[0]}")
