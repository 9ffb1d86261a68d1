"""The hub's own pages as people meet them who cannot see or point: axe, keys, motion."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hub.programmes.actions import add_programme
from tests.hub.builders import (
    make_clip,
    make_clip_item,
    make_cluster,
    make_face,
    make_story,
)
from tests.hub.screens.fake_renderer import FakeRenderer
from tests.hub.screens.loops import publish, write_loop
from tests.hub.screens.test_cms_in_chromium import open_preview, sign_in

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

STOPS_PEOPLE = {"serious", "critical"}
# Wagtail's field for tags: see docs/words.md.
WAGTAILS = ".ui-autocomplete-input"


def found(page: Page, within: str = "") -> list[str]:
    """What axe calls serious or critical, with the place."""
    result = Axe().run(page, context=within or None)
    return [
        f"{finding['id']}: {node['target'][-1]} {node['html'][:120]}"
        for finding in result.response["violations"]
        if finding["impact"] in STOPS_PEOPLE
        for node in finding["nodes"]
        if node["target"][-1] != WAGTAILS
    ]


def a_wall(loops: Path) -> str:
    make_cluster("sapa")
    publish(loops, "sapa", write_loop(loops))
    return "/screens/"


def an_item(_loops: Path) -> str:
    return f"/tin/{make_clip_item().translation_key}/"


def nothing_there(_loops: Path) -> str:
    return "/tin/00000000-0000-0000-0000-000000000000/"


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("prepare", [a_wall, an_item, nothing_there])
def test_nothing_on_a_public_page_stops_anybody(
    page: Page,
    live_server: Any,
    loops: Path,
    prepare: Callable[[Path], str],
    size: tuple[int, int],
) -> None:
    address = prepare(loops)
    page.set_viewport_size({"width": size[0], "height": size[1]})

    page.goto(f"{live_server.url}{address}")
    page.wait_for_load_state("networkidle")

    assert found(page) == []


def test_nothing_on_the_hubs_pages_in_the_cms_stops_anybody(
    page: Page, live_server: Any, loops: Path
) -> None:
    cluster = make_cluster("sapa", faces=[make_face(languages=("vi",))])
    publish(loops, "sapa", write_loop(loops))
    clip, story = make_clip(), make_story(languages=("vi",))
    programme = add_programme(cluster, "Chương trình", [(story, 20)])
    sign_in(page, live_server)
    addresses = {
        "/cms/": ".wall",
        "/cms/week/sapa/": ".week",
        "/cms/media/": "main",
        f"/cms/media/edit/{clip.pk}/": "main",
        f"/cms/snippets/hub_programmes/programme/edit/{programme.pk}/": "main",
    }

    serious = {}
    for address, within in addresses.items():
        page.goto(f"{live_server.url}{address}")
        page.wait_for_selector(within)
        serious[address] = found(page, within)

    assert {address: all_ for address, all_ in serious.items() if all_} == {}


def test_nothing_in_signing_in_stops_anybody(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/cms/login/")

    assert found(page) == []


def test_nothing_in_the_picture_of_a_draft_stops_anybody(
    page: Page, live_server: Any, renderer: FakeRenderer
) -> None:
    make_cluster("ck-lao-cai")
    frame = open_preview(page, live_server, make_story())
    frame.locator("img[data-slot=picture]").wait_for()
    address = frame.locator("html").evaluate("() => location.href")

    page.goto(address)
    page.locator("select[data-slot=face]").wait_for()

    assert found(page) == []


@pytest.mark.parametrize("prepare", [a_wall, an_item])
def test_the_first_key_leads_past_the_head_of_a_page(
    page: Page, live_server: Any, loops: Path, prepare: Callable[[Path], str]
) -> None:
    page.goto(f"{live_server.url}{prepare(loops)}")

    page.keyboard.press("Tab")
    focused = page.evaluate(
        "[document.activeElement.getAttribute('href'),"
        " document.activeElement.getBoundingClientRect().top >= 0,"
        " getComputedStyle(document.activeElement).outlineStyle]"
    )
    page.keyboard.press("Enter")

    assert focused == ["#main", True, "solid"]
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("prepare", [a_wall, an_item])
def test_nothing_moves_by_itself_for_whoever_asked_for_stillness(
    page: Page, live_server: Any, loops: Path, prepare: Callable[[Path], str]
) -> None:
    address = prepare(loops)
    page.emulate_media(reduced_motion="reduce")

    page.goto(f"{live_server.url}{address}")
    page.wait_for_load_state("networkidle")

    moving = page.evaluate(
        "document.getAnimations().filter(one => one.effect"
        ".getComputedTiming().activeDuration > 10).length"
    )
    assert moving == 0
