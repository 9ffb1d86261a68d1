"""A picture fills its region with what matters in it."""

import numpy as np

from renderer.layouts import Size
from renderer.typesetting import PreparedPicture
from renderer.typesetting.pictures import Rgb, fill_region


def left_red_right_blue(width: int, height: int) -> Rgb:
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0] = 255
    pixels[:, width // 2 :, 2] = 255
    return pixels


def test_a_picture_of_the_same_size_is_not_touched():
    pixels = left_red_right_blue(40, 20)

    shown = fill_region(PreparedPicture(pixels), Size(40, 20))

    assert np.array_equal(shown, pixels)


def test_a_wide_picture_keeps_the_side_with_the_focus():
    pixels = left_red_right_blue(400, 100)

    shown = fill_region(PreparedPicture(pixels, focus_x=0.9), Size(50, 50))

    assert shown.shape == (50, 50, 3)
    assert shown[..., 2].min() == 255


def test_a_tall_region_takes_the_middle():
    pixels = left_red_right_blue(400, 100)

    shown = fill_region(PreparedPicture(pixels), Size(20, 60))

    assert shown[30, 2, 0] > 250
    assert shown[30, 17, 2] > 250


def test_odd_aspects_do_not_reach_past_the_picture():
    for width in range(90, 110):
        picture = PreparedPicture(left_red_right_blue(width, 61), 1.0, 1.0)
        assert fill_region(picture, Size(48, 30)).shape == (30, 48, 3)
