"""What an editor sees in the CMS: the wall's panel, and the LED picture of a draft."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import FrameLocator, Page, expect

from tests.hub.builders import make_clip_item, make_cluster, make_face, make_story
from tests.hub.screens.fake_renderer import FakeRenderer
from tests.hub.screens.loops import publish, write_loop

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def sign_in(page: Page, live_server: Any) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("quan-tri"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )


def open_preview(page: Page, live_server: Any, item: Any) -> FrameLocator:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/cms/pages/{item.pk}/edit/")
    page.locator("[data-side-panel-toggle=preview]").click()
    return page.frame_locator("[data-side-panel=preview] iframe").last


def titles_asked(renderer: FakeRenderer) -> list[str]:
    return [
        text.title
        for _, programme in renderer.asked
        for text in programme.slots[0].item.texts
        if text.language == "vi"
    ]


def test_the_panel_on_the_home_page_plays_the_loops(
    page: Page, live_server: Any, loops: Path
):
    make_cluster("sapa")
    publish(loops, "sapa", write_loop(loops))

    sign_in(page, live_server)
    page.goto(f"{live_server.url}/cms/")

    page.wait_for_function(
        "() => document.querySelector('video.is-shown')?.currentTime > 0.2"
    )
    expect(page.locator(".wall--compact .cluster-state")).to_have_text("Đang phát")


def test_the_preview_shows_the_picture_in_the_pixels_of_the_face(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")

    frame = open_preview(page, live_server, make_story("Chợ phiên Bắc Hà"))

    picture = frame.locator("img[data-slot=picture]")
    expect(picture).to_have_js_property("naturalWidth", 768)
    expect(picture).to_have_js_property("naturalHeight", 384)
    expect(frame.locator("[data-slot=place]")).to_have_text(
        "Cụm ck-lao-cai · Mặt A · 768 × 384 px"
    )
    assert titles_asked(renderer)[-1] == "Chợ phiên Bắc Hà"


def test_a_word_that_is_not_saved_yet_is_drawn(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    frame = open_preview(page, live_server, make_story("Chợ phiên Bắc Hà"))
    expect(frame.locator("img[data-slot=picture]")).to_be_visible()

    with page.expect_response(lambda answer: "led-preview/still" in answer.url):
        page.locator("#id_title").fill("Chợ phiên, chưa lưu")
        # Wagtail's own event, which it sends only some seconds after the page came.
        page.evaluate("document.dispatchEvent(new CustomEvent('w-unsaved:add'))")

    expect(frame.locator("img[data-slot=picture]")).to_be_visible()
    assert titles_asked(renderer)[-1] == "Chợ phiên, chưa lưu"


def test_face_and_language_are_chosen_in_the_preview(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    faces = [
        make_face("mat-a", width=960, height=600, languages=("vi",)),
        make_face("mat-b", x=960, width=960, height=600, languages=("zh-hans", "en")),
    ]
    make_cluster("sapa", width=1920, height=600, faces=faces)
    frame = open_preview(page, live_server, make_story(languages=("vi", "en")))
    picture = frame.locator("img[data-slot=picture]")
    expect(picture).to_have_js_property("naturalWidth", 960)

    frame.locator("select").select_option(label="Mặt B · 960 × 600")

    expect(frame.get_by_role("button", name="tiếng Trung")).to_be_disabled()
    expect(frame.get_by_role("button", name="tiếng Anh")).to_have_attribute(
        "aria-pressed", "true"
    )
    frame.locator("select").select_option(label="Toàn khung hình · 1920 × 600")
    expect(picture).to_have_js_property("naturalWidth", 1920)
    assert [(asked.face, asked.step) for asked, _ in renderer.asked] == [
        ("mat-a", 0),
        ("mat-b", 0),
        (None, 0),
    ]


def test_the_pages_of_a_long_text_are_turned(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    renderer.page_count = 2
    frame = open_preview(page, live_server, make_story())
    expect(frame.locator("[data-slot=page]")).to_have_text("1/2")
    expect(frame.locator("[data-slot=pages] img[src]")).to_have_count(2)

    frame.get_by_role("button", name="Trang sau").click()

    expect(frame.locator("[data-slot=page]")).to_have_text("2/2")
    expect(frame.get_by_role("button", name="Trang sau")).to_be_disabled()
    assert renderer.asked[-1][0].page == 1


def test_all_pages_stand_in_a_row_and_one_is_chosen(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    renderer.page_count = 3
    frame = open_preview(page, live_server, make_story())

    frame.get_by_role("button", name="Trang 3").click()

    expect(frame.locator("[data-slot=page]")).to_have_text("3/3")
    expect(frame.get_by_role("button", name="Trang 3")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(frame.locator("[data-slot=seconds]")).to_contain_text(
        "Hiển thị khoảng 10 giây"
    )


def test_what_nobody_could_read_is_told_with_the_way_out(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    trouble = {"where": "mặt A", "what": "tiêu đề quá dài", "todo": "hãy rút ngắn"}
    renderer.reading = {"problems": [trouble]}

    frame = open_preview(page, live_server, make_story())

    expect(frame.locator("[data-slot=trouble-list]")).to_have_text(
        "mặt A: tiêu đề quá dài. Hãy rút ngắn."
    )


def test_a_clip_plays_in_the_place_that_the_renderer_gives_it(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    renderer.reading = {"clip": {"x": 192, "y": 96, "width": 384, "height": 192}}
    frame = open_preview(page, live_server, make_clip_item())

    frame.get_by_label("Phát clip đúng vị trí").check()

    expect(frame.locator("img[data-slot=picture]")).to_be_visible()
    picture = frame.locator("img[data-slot=picture]").bounding_box()
    clip = frame.locator("video[data-slot=clip]").bounding_box()
    assert picture is not None
    assert clip is not None
    assert clip["width"] == pytest.approx(picture["width"] / 2, abs=2)
    assert clip["x"] - picture["x"] == pytest.approx(picture["width"] / 4, abs=2)
    expect(frame.locator("video[data-slot=clip]")).to_have_js_property("muted", True)


def test_without_a_renderer_the_panel_says_so_and_tries_again_when_told(
    page: Page, live_server: Any, renderer: FakeRenderer
):
    make_cluster("ck-lao-cai")
    renderer.answer = (503, "text/plain", b"down")
    frame = open_preview(page, live_server, make_story())
    refusal = frame.get_by_role("alert")
    expect(refusal).to_contain_text(
        "Máy dựng hình, nơi vẽ hình chính xác, không trả lời."
    )
    expect(refusal).to_contain_text("Nội dung bạn viết vẫn an toàn")
    renderer.answer = None

    frame.get_by_role("button", name="Thử lại").click()

    expect(frame.locator("img[data-slot=picture]")).to_be_visible()
    expect(refusal).to_be_hidden()
