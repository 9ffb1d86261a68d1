"""The drawn clips are what the renderer and the demo promise of them."""

import av
import pytest

from fixtures import province as rows
from fixtures.draw.clips import CLIPS
from fixtures.draw.pictures import PICTURES

PROVINCE = rows.read_province()


def test_everything_in_the_province_has_a_program_that_draws_it():
    assert set(PICTURES) == set(PROVINCE.picture_of)
    assert set(CLIPS) == set(PROVINCE.clip_of)


@pytest.mark.parametrize("clip", PROVINCE.clips, ids=lambda clip: clip.name)
def test_a_clip_is_hd_at_25_frames_a_second_and_8_to_12_seconds_long(clip: rows.Clip):
    with av.open(str(clip.path)) as container:
        video = container.streams.video[0]

        assert (video.width, video.height) == (1280, 720)
        assert video.average_rate == 25
        assert 8 * 25 <= video.frames <= 12 * 25


def test_one_clip_is_silent_and_others_sound():
    sounding = set()
    for clip in PROVINCE.clips:
        with av.open(str(clip.path)) as container:
            if container.streams.audio:
                sounding.add(clip.name)

    assert sounding == {"bien-may-y-ty", "tau-qua-thung-lung"}
