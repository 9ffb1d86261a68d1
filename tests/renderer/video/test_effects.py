"""What moviepy does for a theme, in our colours and the same every time."""

import numpy as np
import pytest

from renderer.themes.motion import MOVIEPY_EFFECTS, MOVIEPY_TRANSITIONS
from renderer.video.effects import MoviepyTransition, with_effects
from renderer.video.pictures import as_planes, as_rgb
from renderer.video.planes import Picture

FRAMES = 24
NUMBERS = {
    "gamma": 1.4,
    "lum": 10.0,
    "contrast": 0.2,
    "factor": 0.5,
}


def coloured(red: int, green: int, blue: int) -> Picture:
    return as_planes(np.full((48, 64, 3), (red, green, blue), np.uint8))


def between(name: str) -> list[np.ndarray]:
    transition = MoviepyTransition(name, FRAMES)
    before, after = coloured(200, 40, 60), coloured(30, 160, 70)
    return [as_rgb(transition.between(before, after, n)) for n in range(FRAMES)]


@pytest.mark.parametrize("name", MOVIEPY_TRANSITIONS)
def test_a_transition_of_moviepys_ends_in_the_new_picture(name: str):
    shown = between(name)

    assert shown[0].shape == (48, 64, 3)
    last = shown[-1].reshape(-1, 3).astype(int)
    near = np.abs(last - (30, 160, 70)).max(axis=1) < 16
    assert near.mean() > 0.9
    assert not np.array_equal(shown[4], shown[12])


def test_colours_survive_the_way_through_rgb():
    shown = between("SlideIn-left")[12]

    # The two matrices of video lie 20 apart, our two conversions up to 6.
    assert np.abs(shown[24, 2].astype(int) - (30, 160, 70)).max() <= 6
    assert np.abs(shown[24, -3].astype(int) - (200, 40, 60)).max() <= 6


def test_the_same_pictures_give_the_same_frames():
    first, second = between("FadeIn"), between("FadeIn")

    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("name", MOVIEPY_EFFECTS)
def test_every_effect_of_the_list_changes_a_picture(name: str):
    picture = np.zeros((20, 30, 3), np.uint8)
    picture[:10, :15] = (200, 90, 30)
    numbers = {number: NUMBERS[number] for number in MOVIEPY_EFFECTS[name]}

    shown = with_effects(picture, [(name, numbers)])

    assert (shown.shape, shown.dtype) == (picture.shape, np.uint8)
    assert not np.array_equal(shown, picture)


def test_without_effects_a_picture_stays_as_it_is():
    picture = np.zeros((20, 30, 3), np.uint8)

    assert with_effects(picture, []) is picture
