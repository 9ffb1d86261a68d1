"""A clip on a canvas may be asked for by several faces, in order or not."""

from pathlib import Path

import pytest

from renderer.layouts import Rect, Size
from renderer.scenes.reels import Reels
from renderer.video.clips import Fit
from renderer.video.planes import Picture
from tests.fakes.videos import luma_at, write_video

FIT = Fit(Size(160, 90), Rect(0, 0, 160, 90))


def luma_of(picture: Picture) -> int:
    return round(float(picture.planes[0].mean()))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(
        tmp_path_factory.mktemp("clip") / "a.mp4", seconds=2, is_tagged=True
    )


def test_a_clip_may_be_joined_in_the_middle_and_gone_back_in(clip: Path):
    reels = Reels()

    seen = [luma_of(reels.picture(clip, FIT, n)) for n in (30, 31, 32, 4, 5, 5, 40)]

    assert seen == pytest.approx([luma_at(n) for n in (30, 31, 32, 4, 5, 5, 40)], abs=1)


def test_faces_that_show_a_clip_alike_share_its_pictures(clip: Path):
    reels = Reels()

    for frame in range(5):
        first, second = (reels.picture(clip, FIT, frame) for _ in range(2))
        assert first is second


def test_past_its_end_a_clip_shows_its_last_picture(clip: Path):
    reels = Reels()

    assert luma_of(reels.picture(clip, FIT, 200)) == pytest.approx(luma_at(49), abs=1)
