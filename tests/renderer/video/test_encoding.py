"""A picture that stands still is encoded once, and seen as long as it should be."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.layouts import Size
from renderer.planning import Encoding
from renderer.video.encoding import (
    Stretch,
    encode_segment,
    held_gops,
    repeated_gop,
)
from renderer.video.joining import join_loop
from renderer.video.planes import Frame, black_frame
from renderer.video.sound_encoding import encode_sound

SIZE = Size(320, 160)
NOISE = np.random.default_rng(1).integers(16, 235, (200, 400), np.uint8)


def picture(number: int) -> Frame:
    frame = black_frame(SIZE)
    frame.picture.planes[0][:] = NOISE[number : number + 160, number : number + 320]
    return frame


def encoded(path: Path, *stretches: Stretch) -> Path:
    encode_segment(stretches, path, size=SIZE, encoding=Encoding())
    return path


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert [frame.pts * frame.time_base * 25 for frame in frames] == list(
        range(len(frames))
    )
    return [frame.to_ndarray()[:160].astype(int) for frame in frames]


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def test_a_still_stretch_is_seen_whole_between_what_moves(tmp_path: Path):
    moving = [Stretch(picture(n)) for n in range(10)]

    path = encoded(tmp_path / "a.mp4", *moving, Stretch(picture(20), 130), *moving)

    shown = decoded(path)
    expected = [*range(10), *[20] * 130, *range(10)]
    assert len(shown) == 150
    for frame, number in zip(shown, expected, strict=True):
        source = picture(number).picture.planes[0]
        assert np.abs(frame - source).mean() < 15  # another picture differs by 70


def test_a_still_stretch_is_encoded_once_and_repeated(tmp_path: Path):
    path = encoded(tmp_path / "a.mp4", Stretch(picture(0), 200))

    times = Counter(packets(path)).values()

    assert len(packets(path)) == 200
    assert set(times) == {20}


def test_a_short_stand_is_encoded_as_it_comes(tmp_path: Path):
    path = encoded(tmp_path / "a.mp4", Stretch(picture(0), 23))

    one_by_one = encoded(tmp_path / "b.mp4", *[Stretch(picture(0))] * 23)

    assert path.read_bytes() == one_by_one.read_bytes()


@pytest.mark.parametrize("left_over", [0, 1, 2, 3])
def test_what_is_left_over_of_a_still_stretch_joins_the_next_segment(
    tmp_path: Path, left_over: int
):
    first = encoded(tmp_path / "a.mp4", Stretch(picture(0), 25 * 7 + left_over))
    second = encoded(tmp_path / "b.mp4", *[Stretch(picture(n)) for n in range(16)])
    alone = encoded(tmp_path / "c.mp4", Stretch(picture(5)))
    silence = tmp_path / "silence.mp4"
    total = 25 * 7 + left_over + 16 + 1
    encode_sound(np.zeros((2, 1024 * 400), np.float32), silence)

    loop = tmp_path / "loop.mp4"
    joined = join_loop([first, second, alone], [silence], loop, fps=25)

    assert joined == total
    assert len(decoded(loop)) == total


def test_no_two_key_frames_are_further_apart_than_promised(tmp_path: Path):
    moving = [Stretch(picture(n)) for n in range(30)]
    path = encoded(tmp_path / "a.mp4", *moving, Stretch(picture(9), 113), *moving)

    with av.open(str(path)) as container:
        keys = [
            round(packet.pts * packet.time_base * 25)
            for packet in container.demux(video=0)
            if packet.is_keyframe
        ]

    assert keys[0] == 0
    assert max(np.diff([*keys, 173])) <= 25


@given(st.integers(1, 4000))
def test_a_repeated_group_saves_work_or_is_not_made(frame_count: int):
    gop = repeated_gop(frame_count)

    if frame_count < 24:
        assert gop == 0
    else:
        assert gop in {10, 11, 12}
        assert gop + frame_count % gop <= 12 + frame_count % 12


def test_a_still_picture_does_not_twitch(tmp_path: Path):
    """As it would if a group were as long as others: x264 refines what stands long."""
    path = encoded(tmp_path / "a.mp4", Stretch(picture(0), 100))

    shown = decoded(path)

    steps = [np.abs(b - a).mean() for a, b in pairwise(shown)]
    assert max(steps) < 0.1


@pytest.mark.parametrize("threads", [2, 4])
def test_any_number_of_threads_gives_the_same_bytes(tmp_path: Path, threads: int):
    stretches = [Stretch(picture(n)) for n in range(30)]
    alone = encoded(tmp_path / "alone.mp4", *stretches)
    many = tmp_path / "many.mp4"

    encode_segment(stretches, many, size=SIZE, encoding=Encoding(), threads=threads)

    assert many.read_bytes() == alone.read_bytes()


SMALL = Encoding(gop_frames=50, holds_stills=True)


def held(path: Path, *stretches: Stretch) -> Path:
    encode_segment(stretches, path, size=SIZE, encoding=SMALL)
    return path


def test_a_held_picture_is_the_very_same_in_every_frame(tmp_path: Path):
    shown = decoded(held(tmp_path / "a.mp4", Stretch(picture(7), 130)))

    assert len(shown) == 130
    assert all(np.array_equal(frame, shown[0]) for frame in shown)
    assert np.abs(shown[0] - picture(7).picture.planes[0]).mean() < 15


def test_a_held_picture_costs_as_much_as_its_whole_pictures(tmp_path: Path):
    path = held(tmp_path / "a.mp4", Stretch(picture(7), 150))

    sizes = [len(packet) for packet in packets(path)]
    whole = sizes[::50]
    assert len(whole) == 3
    assert sum(sizes) - sum(whole) < 0.1 * sum(whole)
    assert max(sizes[1:50]) < 60


def test_pictures_are_held_between_what_moves(tmp_path: Path):
    moving = [Stretch(picture(n)) for n in range(10)]

    path = held(
        tmp_path / "a.mp4", *moving, Stretch(picture(20), 51), Stretch(picture(30), 9)
    )

    shown = decoded(path)
    for frame, number in zip(shown, [*range(10), *[20] * 51, *[30] * 9], strict=True):
        assert np.abs(frame - picture(number).picture.planes[0]).mean() < 15


@given(st.integers(2, 2000), st.integers(4, 300))
def test_groups_of_pictures_make_up_the_whole_and_none_stands_alone(
    frame_count: int, longest: int
):
    lengths = held_gops(frame_count, longest)

    assert sum(lengths) == frame_count
    assert all(2 <= length <= longest for length in lengths)
