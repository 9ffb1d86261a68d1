"""A clip on the public page, in a browser: its subtitles come on by themselves."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.hub.screens.test_item import clip_with_subtitles

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TRACKS = "[...document.querySelector('video').textTracks]"
IS_READ = f"() => {TRACKS}.some(one => one.mode === 'showing' && one.cues?.length)"


@pytest.mark.parametrize(
    ("size", "language"), [((1440, 900), "vi"), ((390, 844), "zh-hans")]
)
def test_the_words_of_the_pages_language_are_shown_over_the_clip(
    page: Page, live_server: Any, size: tuple[int, int], language: str
):
    item = clip_with_subtitles("vi", "en", "zh-hans")
    page.set_viewport_size({"width": size[0], "height": size[1]})

    page.goto(f"{live_server.url}/tin/{item.translation_key}/?lang={language}")
    page.wait_for_function(IS_READ)

    shown = page.evaluate(
        f"{TRACKS}.filter(one => one.mode === 'showing')"
        ".map(one => [one.language, [...one.cues].map(cue => cue.text)])"
    )
    assert shown == [[language, [f"Chợ phiên ({language})"]]]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == size[0]
