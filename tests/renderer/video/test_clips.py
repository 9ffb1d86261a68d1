"""Clips are read at 25 frames a second, whatever their own rate."""

from itertools import islice
from pathlib import Path

import pytest

from renderer.errors import MediaError
from renderer.layouts import Rect, Size
from renderer.video.clips import Fit, clip_size, read_clip
from tests.fakes.videos import luma_at, write_turned_video, write_video

SMALL = Fit(Size(64, 36), Rect(0, 0, 64, 36))


def lumas(path: Path, *, start: int = 0, count: int) -> list[int]:
    frames = read_clip(path, SMALL, start_frame=start, fps=25)
    return [int(picture.planes[0].mean().round()) for picture in islice(frames, count)]


def test_every_frame_is_read_at_its_time(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", is_tagged=True)

    read = lumas(path, count=100)

    assert all(abs(read[n] - luma_at(n)) <= 2 for n in range(100))


def test_reading_from_the_middle_finds_the_same_frames(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", is_tagged=True)

    assert lumas(path, start=57, count=20) == lumas(path, count=77)[57:]


def test_a_slower_clip_repeats_frames_and_keeps_its_pace(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", fps=12, is_tagged=True)

    read = lumas(path, count=90)

    assert all(abs(read[n] - luma_at(n * 12 // 25, 12)) <= 2 for n in range(90))


def test_after_its_end_a_clip_stands_still(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", seconds=1, is_tagged=True)

    read = lumas(path, count=60)

    assert read[25:] == [read[24]] * 35


def test_the_shown_part_is_cut_out_of_the_scaled_clip(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", seconds=1, is_tagged=True)
    fit = Fit(Size(64, 36), Rect(10, 4, 40, 20))

    picture = next(read_clip(path, fit, start_frame=0, fps=25))

    assert picture.size == Size(40, 20)
    assert clip_size(path) == Size(320, 180)


@pytest.mark.parametrize(
    ("degrees", "bright"),
    [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (-90, (0, 1))],
)
def test_a_phone_clip_is_shown_as_it_was_held(
    tmp_path: Path, degrees: int, bright: tuple[int, int]
):
    path = write_turned_video(tmp_path / "a.mp4", degrees)
    size = clip_size(path)
    fit = Fit(size, Rect(0, 0, size.width, size.height))

    luma = next(read_clip(path, fit, start_frame=0, fps=25)).planes[0]

    assert size == Size(320, 180).turned(degrees)
    rows, columns = size.height // 2, size.width // 2
    quarters = {
        (down, across): float(
            luma[down * rows :, across * columns :][:rows, :columns].mean()
        )
        for down in (0, 1)
        for across in (0, 1)
    }
    assert max(quarters, key=lambda place: quarters[place]) == bright


def test_a_text_that_names_other_files_is_not_opened(tmp_path: Path):
    path = tmp_path / "playlist.mp4"
    path.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")

    with pytest.raises(MediaError) as refusal:
        next(read_clip(path, SMALL, start_frame=0, fps=25))

    assert refusal.value.where == "playlist.mp4"
    assert refusal.value.todo


def test_a_file_without_a_picture_is_refused(tmp_path: Path):
    path = tmp_path / "noise.mp4"
    path.write_bytes(bytes(range(256)) * 40)

    with pytest.raises(MediaError):
        clip_size(path)
