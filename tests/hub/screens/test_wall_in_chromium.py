"""The wall page as a person meets it: real Chromium, real loops, the real server."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hub.programmes.actions import add_programme
from release.format import FaceScene, Loop, Scene
from tests.hub.builders import make_cluster, make_face, make_story
from tests.hub.screens.loops import a_scene, publish, write_loop

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PLAYS = "() => document.querySelector('video.is-shown')?.currentTime > 0.2"
# Counts the pictures drawn by the browser in which no loop could be seen.
WATCH_FOR_BLACK = """() => {
    window.blackPictures = 0;
    const look = () => {
        const video = document.querySelector('video.is-shown');
        // While it jumps to its beginning, the last picture stays.
        const isEmpty = video && video.readyState < 2 && !video.seeking;
        if (!video || isEmpty) window.blackPictures += 1;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def put_on_air(loops: Path, **kwargs: Any) -> Loop:
    make_cluster("sapa")
    loop = write_loop(loops, **kwargs)
    publish(loops, "sapa", loop)
    return loop


def open_wall(page: Page, live_server: Any, query: str = "") -> None:
    page.goto(f"{live_server.url}/screens/{query}")


def test_a_wall_plays_its_loop_and_says_what_is_on(
    page: Page, live_server: Any, loops: Path
):
    put_on_air(loops, scenes=(a_scene("1", 0, 96), a_scene("2", 96, 4)))

    open_wall(page, live_server)

    page.wait_for_function(PLAYS)
    expect(page.locator("h1")).to_have_text("Các cụm đang phát gì")
    expect(page.locator(".cluster-state")).to_have_text("Đang phát")
    expect(page.locator(".canvas-titles dd")).to_have_text(["Mục 1", "Item 1", "第1条"])
    expect(page.locator(".canvas-next")).to_have_text("Tiếp theo: Mục 2")
    expect(page.locator("a[data-slot=playlist]")).to_have_attribute(
        "href", "/loops/sapa/khung-1/loop.m3u"
    )
    video = page.locator("video")
    assert video.evaluate("v => [v.videoWidth, v.videoHeight, v.muted, v.loop]") == [
        768,
        384,
        True,
        True,
    ]


def test_the_words_follow_the_picture(page: Page, live_server: Any, loops: Path):
    scenes = (
        a_scene("1", 0, 50),
        a_scene("2", 50, 25, language="vi"),
        a_scene("2", 75, 25, language="en"),
    )
    put_on_air(loops, scenes=scenes)
    open_wall(page, live_server)
    page.wait_for_function(PLAYS)
    video = page.locator("video")
    on_now = page.locator(".face .language-tag.is-now")

    video.evaluate("v => { v.pause(); v.currentTime = 2.5 }")
    expect(page.locator(".canvas-titles dd").first).to_have_text("Mục 2")
    expect(on_now).to_have_text(["VI"])
    expect(page.locator(".canvas-next")).to_have_text("Tiếp theo: Mục 1")

    video.evaluate("v => { v.currentTime = 3.5 }")
    expect(on_now).to_have_text(["EN"])
    expect(page.locator(".canvas-titles dd").first).to_have_text("Mục 2")


def test_each_face_is_named_beneath_its_part_of_the_picture(
    page: Page, live_server: Any, loops: Path
):
    faces = [
        make_face("mat-a", width=960, height=600, languages=("vi",)),
        make_face("mat-b", x=960, width=960, height=600, languages=("en",)),
    ]
    make_cluster("sapa", width=1920, height=600, faces=faces)
    shown = (
        FaceScene(face="mat-a", language="vi"),
        FaceScene(face="mat-b", language="en"),
    )
    scene = a_scene("1", 0, 100).model_copy(update={"faces": shown})
    publish(loops, "sapa", write_loop(loops, size=(1920, 600), scenes=(scene,)))

    open_wall(page, live_server)

    page.wait_for_function(PLAYS)
    picture = page.locator(".canvas-picture").bounding_box()
    boxes = [face.bounding_box() for face in page.locator(".face").all()]
    assert picture is not None
    for number, box in enumerate(boxes):
        assert box is not None
        assert box["y"] >= picture["y"] + picture["height"]
        left = picture["x"] + number * picture["width"] / 2
        assert box["x"] == pytest.approx(left, abs=1)
        assert box["width"] == pytest.approx(picture["width"] / 2, abs=1)
    assert picture["width"] / picture["height"] == pytest.approx(1920 / 600, rel=0.01)
    expect(page.locator(".canvas-titles dd").nth(0)).to_have_text("Mục 1Mặt A")
    expect(page.locator(".canvas-titles dd").nth(1)).to_have_text("Item 1Mặt B")


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_window_has_to_be_scrolled_sideways(
    page: Page, live_server: Any, loops: Path, window: dict[str, int]
):
    put_on_air(loops)
    make_cluster("thu-doc", width=480, height=960)
    make_cluster("thu-dai", width=1024, height=128)
    page.set_viewport_size(window)  # type: ignore[arg-type]  # a dict of its two keys

    open_wall(page, live_server)

    page.wait_for_function(PLAYS)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= window["width"]


def test_a_new_loop_takes_over_without_reload_and_without_a_black_picture(
    page: Page, live_server: Any, loops: Path
):
    put_on_air(loops)
    open_wall(page, live_server)
    page.wait_for_function(PLAYS)
    page.evaluate("window.isStillThisPage = true")
    page.evaluate(WATCH_FOR_BLACK)

    newer = write_loop(loops, seconds=3, scenes=(a_scene("9", 0, 75),))
    publish(loops, "sapa", newer)

    expect(page.locator("video.is-shown")).to_have_attribute(
        "src", re.compile(newer.file.sha256)
    )
    page.wait_for_function(PLAYS)
    expect(page.locator("video")).to_have_count(1)
    expect(page.locator(".canvas-titles dd").first).to_have_text("Mục 9")
    assert page.evaluate("window.isStillThisPage")
    assert page.evaluate("window.blackPictures") == 0


def test_a_cluster_without_a_loop_shows_progress_and_then_the_loop(
    page: Page, live_server: Any, loops: Path
):
    make_cluster("sapa")
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        '{"state": "rendering", "done": 3, "total": 12, "clusters": {}}'
    )

    open_wall(page, live_server)

    expect(page.locator(".canvas-absent p")).to_have_text("Đang dựng hình")
    expect(page.locator("progress")).to_have_js_property("position", 0.25)
    expect(page.locator(".wall-renderer")).to_have_text("Máy dựng hình: 3/12 đoạn")
    expect(page.locator("video")).to_have_count(0)
    publish(loops, "sapa", write_loop(loops))
    page.wait_for_function(PLAYS)
    expect(page.locator(".canvas-absent")).to_be_hidden()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "còn chưa đầy một phút"),
        (170, "còn khoảng 3 phút"),
        (3660, "còn khoảng 1 giờ 1 phút"),
    ],
)
def test_the_time_left_is_said_as_people_say_it(
    page: Page, live_server: Any, loops: Path, seconds: int, said: str
):
    make_cluster("sapa")
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(
        f'{{"state": "rendering", "done": 3, "total": 12, "seconds_left": {seconds}}}'
    )

    open_wall(page, live_server)

    expect(page.locator(".wall-renderer")).to_have_text(
        f"Máy dựng hình: 3/12 đoạn, {said}"
    )


def test_a_broken_timetable_does_not_stop_the_picture(
    page: Page, live_server: Any, loops: Path
):
    put_on_air(loops)
    open_wall(page, live_server)
    page.wait_for_function(PLAYS)
    page.evaluate(WATCH_FOR_BLACK)

    (loops / "sapa" / "timetable.json").write_text("{")

    expect(page.locator(".cluster-state")).to_have_text("Giữ bản tốt gần nhất")
    assert page.evaluate("window.blackPictures") == 0


def test_a_loop_that_cannot_be_played_is_said_in_words(
    page: Page, live_server: Any, loops: Path
):
    loop = put_on_air(loops)
    broken = loops / "files" / f"{loop.file.sha256}.mp4"
    broken.write_bytes(b"0" * loop.file.size_bytes)

    open_wall(page, live_server)

    expect(page.locator(".canvas-absent p")).to_have_text(
        "Trình duyệt này không phát được. Hãy mở bằng liên kết bên dưới."
    )
    expect(page.locator("video")).to_have_count(0)


def test_while_the_hub_is_away_the_picture_goes_on(
    page: Page, live_server: Any, loops: Path
):
    put_on_air(loops)
    open_wall(page, live_server)
    page.wait_for_function(PLAYS)

    page.route("**/wall.json", lambda route: route.abort())

    expect(page.locator(".wall-renderer")).to_contain_text("Mất kết nối với máy chủ")
    assert not page.locator("video.is-shown").evaluate("v => v.paused")


def test_what_may_not_be_shown_is_told_with_its_reason(
    page: Page, live_server: Any, loops: Path, settings: Any
):
    settings.DEMO = True
    item = make_story("Chợ phiên Bắc Hà")
    add_programme(make_cluster("sapa"), "Hằng ngày", [(item, 15)])
    item.unpublish()
    cache.clear()

    open_wall(page, live_server)

    page.locator(".cluster-problems summary").click()
    expect(page.locator(".cluster-problems summary")).to_have_text(
        "1 mục không phát được"
    )
    expect(page.locator(".cluster-problems strong")).to_have_text("Chợ phiên Bắc Hà")


def test_another_language_is_one_step_away(page: Page, live_server: Any, loops: Path):
    put_on_air(loops)
    open_wall(page, live_server)

    page.get_by_role("link", name="简体中文").click()

    expect(page.locator("h1")).to_have_text("各发布点正在播出的内容")
    expect(page.locator(".canvas-titles dd").first).to_have_text("第1条")


def test_a_scene_without_titles_leaves_the_words_empty(
    page: Page, live_server: Any, loops: Path
):
    filler = Scene(
        start_frame=0,
        frame_count=100,
        slot_id="",
        item_key="",
        titles={},
        faces=(FaceScene(face="mat-a", language="vi"),),
    )
    put_on_air(loops, scenes=(filler,))

    open_wall(page, live_server)

    page.wait_for_function(PLAYS)
    expect(page.locator(".canvas-titles dd")).to_have_count(0)
