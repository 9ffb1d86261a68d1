"""Players agree where in the loop they are without talking."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from player.position import ANCHOR, Seek, Speed, correction, frame_at, lag
from tests.player.builders import NOON

FRAMES, FPS = 15_000, 25


def test_a_loop_begins_at_the_anchor_and_again_after_its_length():
    assert frame_at(ANCHOR, FRAMES, FPS) == 0
    assert frame_at(ANCHOR + timedelta(seconds=FRAMES // FPS), FRAMES, FPS) == 0


def test_a_frame_lasts_a_twenty_fifth_of_a_second_to_the_microsecond():
    frame = timedelta(milliseconds=40)
    tick = timedelta(microseconds=1)

    assert frame_at(ANCHOR + frame - tick, FRAMES, FPS) == 0
    assert frame_at(ANCHOR + frame, FRAMES, FPS) == 1


@given(
    instant=st.integers(0, 10**10).map(lambda ms: NOON + timedelta(milliseconds=ms)),
    frames=st.integers(1, 10**6),
)
def test_a_frame_later_is_the_next_frame(instant, frames):
    now = frame_at(instant, frames, FPS)

    later = frame_at(instant + timedelta(milliseconds=40), frames, FPS)

    assert 0 <= now < frames
    assert later == (now + 1) % frames


def test_two_players_agree_after_a_year():
    year = NOON + timedelta(days=365)

    assert frame_at(year, FRAMES, FPS) == frame_at(
        year.astimezone(tz=None), FRAMES, FPS
    )


def test_the_lag_is_the_shorter_way_round():
    assert lag(expected=5, actual=FRAMES - 5, frame_count=FRAMES) == 10
    assert lag(expected=FRAMES - 5, actual=5, frame_count=FRAMES) == -10


def test_two_frames_apart_is_together():
    assert correction(100, 98, FRAMES, FPS) == Speed(1.0)


def test_less_than_a_second_is_caught_up_unseen():
    behind = correction(100, 90, FRAMES, FPS)
    ahead = correction(90, 100, FRAMES, FPS)

    assert behind == Speed(1.04)
    assert ahead == Speed(0.96)


def test_more_than_a_second_is_jumped():
    assert correction(100, 50, FRAMES, FPS) == Seek(100)


@given(
    expected=st.integers(0, FRAMES - 1),
    actual=st.integers(0, FRAMES - 1),
)
def test_speed_never_changes_by_more_than_is_seen(expected, actual):
    found = correction(expected, actual, FRAMES, FPS)

    assert isinstance(found, Seek) or 0.95 <= found.factor <= 1.05
