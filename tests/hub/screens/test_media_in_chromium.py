"""The edits of a clip, asked for in the CMS: filled in, saved, and played."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from hub.media.actions import add_media
from hub.media.enums import EditState
from tests.fakes.videos import write_video
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
def test_a_clip_is_trimmed_cropped_muted_and_faded(
    page: Page, live_server: Any, tmp_path: Path, size: tuple[int, int]
):
    video = write_video(tmp_path / "a.mp4", seconds=2, has_sound=True).read_bytes()
    clip = add_media("Chợ phiên Bắc Hà", ContentFile(video, name="a.mp4"))
    clip.refresh_from_db()
    assert clip.is_good
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, live_server)
    address = f"{live_server.url}/cms/media/edit/{clip.pk}/"
    page.goto(address)
    for name, value in EDITS.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=is_muted]").check()

    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/cms/media/")
    page.goto(address)

    clip.refresh_from_db()
    assert clip.edit_state == EditState.DONE
    assert not clip.has_audio
    assert (clip.duration_ms, clip.width, clip.height) == (1400, 160, 90)
    expect(page.locator("aside video")).to_have_attribute("src", clip.edited.url)
    expect(page.locator("[name=trim_out_ms]")).to_have_value("0:01,8")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == size[0]
