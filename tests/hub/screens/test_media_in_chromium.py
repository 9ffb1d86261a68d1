"""The edits of a clip, asked for in the CMS: filled in, saved, and played."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub.media.enums import EditState
from tests.hub.builders import make_clip
from tests.hub.screens.test_cms_in_chromium import sign_in

pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

EDITS = {
    "trim_in_ms": "0:00,4",
    "trim_out_ms": "0:01,8",
    "crop_x": "20",
    "crop_y": "10",
    "crop_width": "160",
    "crop_height": "90",
    "fade_in_ms": "0:00,2",
    "fade_out_ms": "0:00,2",
}


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_clip_is_trimmed_cropped_and_faded(
    page: Page, live_server: Any, size: tuple[int, int]
):
    clip = make_clip("Chợ phiên Bắc Hà")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, live_server)
    address = f"{live_server.url}/cms/media/edit/{clip.pk}/"
    page.goto(address)
    for name, value in EDITS.items():
        page.locator(f"[name={name}]").fill(value)

    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/cms/media/")
    page.goto(address)

    clip.refresh_from_db()
    assert clip.edit_state == EditState.DONE
    assert (clip.duration_ms, clip.width, clip.height) == (1400, 160, 90)
    expect(page.locator("aside video")).to_have_attribute("src", clip.edited.url)
    expect(page.locator("[name=trim_out_ms]")).to_have_value("0:01,8")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == size[0]
