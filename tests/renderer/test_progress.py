"""How long it still takes, judged by frames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderer.progress import Progress


def test_a_segment_more_is_a_segment_less_to_do():
    progress = Progress(3, 5, frames=100, frames_left=400)

    assert progress.after(150) == Progress(4, 5, frames=250, frames_left=250)


@pytest.mark.parametrize(
    ("frames", "frames_left", "seconds"),
    [(100, 300, 30), (300, 100, 4), (400, 0, 0)],
)
def test_what_is_left_takes_as_long_a_frame_as_what_is_done(
    frames: int, frames_left: int, seconds: int
):
    assert Progress(1, 2, frames, frames_left).seconds_left(10.0) == seconds


def test_before_the_first_frame_nobody_knows():
    assert Progress(2, 9, frames_left=1000).seconds_left(5.0) is None


def test_how_the_frames_are_cut_into_segments_does_not_matter():
    long = Progress(0, 2, frames_left=1000).after(500)
    short = Progress(0, 20, frames_left=1000)
    for _ in range(10):
        short = short.after(50)

    assert long.seconds_left(60) == short.seconds_left(60) == 60


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=30))
def test_at_an_even_pace_the_end_is_foretold_from_the_first_segment(counts: list[int]):
    progress = Progress(0, len(counts), frames_left=sum(counts))

    for count in counts:
        progress = progress.after(count)
        assert progress.seconds_left(float(progress.frames)) == progress.frames_left

    assert progress.done == progress.total
