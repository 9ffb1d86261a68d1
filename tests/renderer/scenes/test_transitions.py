"""How one picture gives way to the next, in planes of 4:2:0."""

import numpy as np
import pytest

from renderer.layouts import Size
from renderer.scenes.transitions import (
    paint_transition,
    pushed,
    share_at,
    wipe_weights,
)
from renderer.themes.motion import OWN_TRANSITIONS, SIDES, transition_of
from renderer.timeline import FADE_FRAMES
from renderer.video.planes import Picture, black_frame

SIZE = Size(96, 64)
SHARES = [share_at(number, FADE_FRAMES) for number in range(FADE_FRAMES)]


def chequered(luma: int, chroma: int) -> Picture:
    """Luma and chroma differ from place to place, so that a shift of one shows."""
    picture = black_frame(SIZE).picture
    y, u, v = picture.planes
    y[:] = (
        luma
        + np.arange(SIZE.width) // 2 % 8
        + (np.arange(SIZE.height) // 2 % 8)[:, None]
    )
    u[:] = chroma + np.arange(SIZE.width // 2) % 8
    v[:] = chroma - np.arange(SIZE.height // 2)[:, None] % 8
    return picture


def painted(name: str, share: float) -> Picture:
    onto = black_frame(SIZE).picture
    before, after = chequered(40, 90), chequered(180, 160)
    paint_transition(transition_of(name), before, after, share, onto)
    return onto


@pytest.mark.parametrize("name", OWN_TRANSITIONS)
def test_a_transition_goes_from_all_old_to_all_new(name: str):
    for share, expected in ((0.0, chequered(40, 90)), (1.0, chequered(180, 160))):
        shown = painted(name, share)

        for plane, wanted in zip(shown.planes, expected.planes, strict=True):
            assert np.array_equal(plane, wanted)


@pytest.mark.parametrize("name", OWN_TRANSITIONS)
def test_the_new_picture_only_ever_grows(name: str):
    means = [float(painted(name, share).planes[0].mean()) for share in SHARES]

    assert means == sorted(means)
    assert means[0] < means[-1]


@pytest.mark.parametrize("side", SIDES)
def test_a_push_moves_by_pairs_of_pixels_and_leaves_no_gap(side: str):
    for share in SHARES:
        parts = pushed(side, SIZE, share)

        numbers = [
            number
            for rect in (parts.leaving, parts.leaving_at, parts.coming, parts.coming_at)
            for number in (rect.x, rect.y, rect.width, rect.height)
        ]
        assert all(number % 2 == 0 for number in numbers)
        assert parts.leaving.size == parts.leaving_at.size
        assert parts.coming.size == parts.coming_at.size
        area = sum(r.width * r.height for r in (parts.leaving_at, parts.coming_at))
        assert area == SIZE.width * SIZE.height
        assert not parts.leaving_at.overlaps(parts.coming_at)


def test_what_is_pushed_left_comes_from_the_right():
    parts = pushed("left", SIZE, 0.5)

    assert (parts.leaving_at.x, parts.leaving.right) == (0, SIZE.width)
    assert (parts.coming_at.right, parts.coming.x) == (SIZE.width, 0)


def test_colours_move_with_what_they_colour():
    shown = painted("push-left", 0.5)

    gone = SIZE.width // 2
    assert np.array_equal(
        shown.planes[0][:, :-gone], chequered(40, 90).planes[0][:, gone:]
    )
    assert np.array_equal(
        shown.planes[1][:, : -gone // 2], chequered(40, 90).planes[1][:, gone // 2 :]
    )


def test_a_hard_wipe_shows_each_place_either_old_or_new():
    for share in SHARES:
        weights = wipe_weights("right", SIZE.width, share, is_soft=False)

        assert set(weights) <= {0, 256}
        assert sorted(weights, reverse=True) == list(weights)


def test_a_soft_wipe_mixes_a_narrow_band_only():
    for share in SHARES:
        weights = wipe_weights("down", 400, share, is_soft=True)

        assert int(((weights > 0) & (weights < 256)).sum()) <= 0.06 * 400
        assert np.array_equal(weights[::2], weights[1::2])


def test_a_push_starts_and_stops_gently():
    at = [pushed("left", Size(960, 600), share).coming.width for share in SHARES]

    steps = np.diff(at)
    assert steps[0] < steps[12] / 3
    assert steps[-1] < steps[12] / 3
