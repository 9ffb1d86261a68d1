"""Scenarios 1 and 2: the press hands in on the 20th, and is reminded (Đ12.2, Đ7.1)."""

from pathlib import Path
from typing import Any

import av
import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from hub.contributions.tasks import remind_of_contributions
from hub.programmes.actions import add_programme
from tests.acceptance.album import keep
from tests.acceptance.clock import Clock
from tests.acceptance.desk import RETURN, Desk, Person
from tests.acceptance.province import (
    SINCE,
    make_lead,
    make_press,
    make_sapa,
    make_staff,
)
from tests.acceptance.wall import Wall, sha256_of, titles
from tests.fakes.videos import write_video
from tests.hub.builders import make_story
from tests.hub.rights.people import make_holder

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TITLE, TEXT = "Tiêu đề", "Nội dung chữ"
CLIPS = ["Chợ phiên Bắc Hà", "Mùa lúa chín", "Hội Gầu Tào", "Đường lên Sa Pa"]
RETURNED, *KEPT = CLIPS
REPORT = "Phóng sự ngắn do Đài thực hiện."
# Titles in the two other languages, and the words that all have.
IN_OTHERS = {
    "en": (["The rice harvest", "Gau Tao Festival", "The road to Sa Pa"],
           "A short report by the station."),
    "zh-hans": (["稻谷成熟时", "花山节", "通往沙巴的路"], "本台制作的短片报道。"),
}  # fmt: skip


def test_clips_of_the_20th_are_appraised_translated_and_shown(
    desk: Desk, clock: Clock, wall: Wall, tmp_path: Path
) -> None:
    clock.set(2026, 11, 20, 22, 10)
    lead, station = make_lead(), make_press("dai-pttt", "Đài Phát thanh – Truyền hình")
    cluster = make_sapa()
    add_programme(
        cluster, "Hằng ngày", [(make_story("Chào mừng"), 12)], valid_from=SINCE
    )
    staff = desk.enter_all(make_staff(lead))
    reporter = desk.enter(make_holder("press_contributor", station, "phong-vien"))
    wall.render()
    before = wall.loops_now("sapa")

    for title in CLIPS:
        hand_in(reporter, title, film(tmp_path, title))
        assert receipt_of(reporter).startswith(b"%PDF")
    row = staff["tiep_nhan"].go("/gui/").locator("tr", has_text=station_name())
    expect(row.locator("[data-state=ON_TIME]")).to_have_text("Đúng hạn")
    expect(row).to_contain_text("4/1")
    keep(staff["tiep_nhan"].page, "cac-thang")

    appraise(staff)
    reporter.go("/gui/da-gui/")
    reporter.sees("Logo của đơn vị khác còn trong clip.")
    for language, (names, words) in IN_OTHERS.items():
        for title, name in zip(KEPT, names, strict=True):
            translate(staff["dich"], title, language, {TITLE: name, TEXT: words})
    approve_all(staff, [name for names, _words in IN_OTHERS.values() for name in names])

    put_in_programme(staff["duyet"], KEPT)
    wall.render()
    after = wall.loops_now("sapa")

    assert set(after) == {"khung-1", "khung-2", "khung-3"}
    for canvas, loop in after.items():
        assert loop.file != before[canvas].file
        assert (loop.width_px, loop.height_px) == (960, 600)
        assert sha256_of(wall.file_of(loop)) == loop.file.sha256
        assert size_of(wall.file_of(loop)) == (960, 600)
        assert set(KEPT) <= set(titles(loop, "vi"))
        for language, (names, _words) in IN_OTHERS.items():
            assert set(names) <= set(titles(loop, language))
        assert RETURNED not in titles(loop, "vi")


def test_who_is_late_was_reminded_and_stands_out(desk: Desk, clock: Clock) -> None:
    lead, press = make_lead(), make_press("bao-lao-cai", "Báo Lào Cai")
    reporter = make_holder("press_contributor", press, "phong-vien")
    reporter.email = "phong-vien@bao.example"
    reporter.save()
    receiver = make_holder("receiver", lead, "tiep-nhan")
    for day in (14, 15, 16, 19, 20):
        clock.set(2026, 11, day, 8, 0)
        remind_of_contributions.call()

    assert [letter.to for letter in mail.outbox] == [[reporter.email]] * 2
    clock.set(2026, 11, 20, 23, 55)
    assert state_of(desk.enter(receiver), "Báo Lào Cai") == "Sắp đến hạn"
    clock.set(2026, 11, 21, 0, 5)
    assert state_of(desk.enter(receiver), "Báo Lào Cai") == "Thiếu"
    own = desk.enter(reporter, size=(390, 844))
    own.go("/gui/")
    expect(own.page.locator(".gui-months .gui-state").first).to_have_text("Thiếu")


def state_of(person: Person, agency: str) -> str:
    """Of the month that the hub's clock shows."""
    page = person.go("/gui/theo-doi/")
    row = page.locator("tr", has_text=agency)
    return row.locator(".gui-state").first.inner_text()


def film(folder: Path, title: str) -> Path:
    name = f"{CLIPS.index(title) + 1}.mp4"
    return write_video(folder / name, seconds=3, has_sound=True)


def station_name() -> str:
    return "Đài Phát thanh – Truyền hình"


def hand_in(reporter: Person, title: str, path: Path) -> None:
    page = reporter.go("/gui/")
    page.set_input_files("#files", path)
    expect(page.locator(".gui-file[data-state=whole]")).to_have_count(1)
    page.get_by_label("Video clip").check()
    page.get_by_label("Tiêu đề").fill(title)
    page.get_by_label("Nội dung chữ").fill("Chợ họp vào sáng Chủ nhật hằng tuần.")
    page.get_by_label("Chủ đề").select_option(index=1)
    page.get_by_label("Đã phát sóng, đăng tải ở đâu").fill("Kênh THLC, bản tin tối")
    page.get_by_label("Ngày nào").fill("2026-11-18")
    page.get_by_label("Cơ quan giữ bản quyền").check()
    page.get_by_label("Nội dung không chứa bí mật").check()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/gui/da-gui/*/")
    expect(page.locator("h1")).to_have_text(title)


def receipt_of(reporter: Person) -> bytes:
    link = reporter.page.get_by_role("link", name="Biên nhận (PDF)")
    address = str(link.evaluate("link => link.href"))
    return reporter.page.request.get(address).body()


def appraise(staff: dict[str, Person]) -> None:
    """Everything goes its way to the wall but one, which is returned."""
    for _step in ("tiếp nhận", "kiểm tra kỹ thuật"):
        staff["tiep_nhan"].pass_on(CLIPS)
    staff["tham_dinh"].decide(
        RETURNED,
        RETURN,
        "Logo của đơn vị khác còn trong clip. Đề nghị cắt bỏ.",
        picture="qua-trinh-xu-ly",
    )
    staff["tham_dinh"].pass_on(KEPT, opinion="Đúng chủ trương, được phát.")
    for title in KEPT:
        edit(staff["bien_tap"], title)
    staff["bien_tap"].pass_on(KEPT)
    staff["duyet"].pass_on(KEPT)


def approve_all(staff: dict[str, Person], waiting: list[str]) -> None:
    """What was not written by them goes through all steps."""
    for name in ("tiep_nhan", "tiep_nhan", "tham_dinh", "bien_tap", "duyet"):
        staff[name].pass_on(waiting, opinion="Bản dịch sát nghĩa.")


def edit(editor: Person, title: str) -> None:
    open_item(editor, title).get_by_role("link", name="Sửa", exact=True).click()
    editor.write({TEXT: REPORT})
    editor.save_draft()


def open_item(person: Person, title: str) -> Page:
    page = person.go("/cms/moderation/waiting/")
    page.get_by_role("link", name=title, exact=True).first.click()
    return page


def translate(
    translator: Person, title: str, language: str, words: dict[str, str]
) -> None:
    page = translator.go("/cms/languages/")
    keep(page, "bang-ngon-ngu")
    row = page.locator(".matrix-table tr", has_text=title)
    row.locator(f"a[href*='select_locale={language}']").click()
    page.get_by_role("button", name="Gửi").click()
    translator.write(words)
    keep(page, "dich")
    translator.submit()


def put_in_programme(planner: Person, chosen: list[str]) -> None:
    page = planner.go("/cms/snippets/hub_programmes/programme/")
    page.get_by_role("link", name="Hằng ngày").first.click()
    page.get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("link", name="Lập lịch trực quan").click()
    for title in chosen:
        page.get_by_role("button", name="Chọn nội dung").click()
        page.get_by_role("link", name=title, exact=True).click()
        expect(page.locator(f"[data-title='{title}']")).to_be_visible()
    page.get_by_role("button", name="Xuất bản").click()
    expect(page.locator("[data-part=change]")).to_have_text("Đã xuất bản.")


def size_of(file: Path) -> tuple[int, int]:
    with av.open(str(file)) as container:
        stream: Any = container.streams.video[0]
        return stream.width, stream.height
