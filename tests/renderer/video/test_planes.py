"""Painting in YUV: even parts, turns, blends, and moves between the pixels."""

import numpy as np
import pytest

from renderer.layouts import Rect, Size
from renderer.video.pictures import as_planes, as_rgb
from renderer.video.planes import (
    Picture,
    black_frame,
    paint,
    paint_blend,
    paint_turned,
    paint_zoomed,
)


def ramp(size: Size) -> Picture:
    """Luma rises by one for each pixel to the right."""
    picture = black_frame(size).picture
    picture.planes[0][:] = np.arange(size.width, dtype=np.uint8) + 20
    return picture


def test_painting_on_a_part_paints_the_whole():
    frame = black_frame(Size(64, 32))
    part = frame.picture.part(Rect(32, 16, 16, 8))

    part.planes[0][:] = 200
    part.planes[1][:] = 90

    assert frame.buffer[16:24, 32:48].min() == 200
    assert int((frame.buffer[:32] == 200).sum()) == 16 * 8
    assert int((frame.picture.planes[1] == 90).sum()) == 8 * 4


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_face_turned_back_is_the_same(degrees: int):
    source = ramp(Size(64, 32))
    turned = black_frame(source.size.turned(degrees)).picture
    back = black_frame(source.size).picture

    paint_turned(source, turned, degrees)
    paint_turned(turned, back, 360 - degrees)

    assert all(
        np.array_equal(a, b) for a, b in zip(source.planes, back.planes, strict=True)
    )


def test_a_quarter_turn_is_clockwise():
    source = ramp(Size(64, 32))
    turned = black_frame(Size(32, 64)).picture

    paint_turned(source, turned, 90)

    assert turned.planes[0][0, 0] < turned.planes[0][-1, 0]


def test_a_blend_lies_between():
    one, other = black_frame(Size(4, 4)).picture, black_frame(Size(4, 4)).picture
    other.planes[0][:] = 116
    onto = black_frame(Size(4, 4)).picture

    paint_blend(one, other, 0.25, onto)

    assert set(onto.planes[0].ravel()) == {41}


def test_a_view_of_the_whole_is_the_picture():
    source, onto = ramp(Size(64, 32)), black_frame(Size(64, 32)).picture

    paint_zoomed(source, (0, 0, 64, 32), onto)

    assert np.array_equal(source.planes[0], onto.planes[0])


def test_half_a_pixel_is_half_a_step():
    source, onto = ramp(Size(64, 32)), black_frame(Size(32, 16)).picture

    paint_zoomed(source, (10.5, 4, 32, 16), onto)

    row = onto.planes[0][8].astype(int)
    assert set(np.diff(row)) <= {0, 1, 2}
    assert abs(row.mean() - (20 + 10.5 + 15.5)) < 0.6


def test_colours_come_back_from_the_wire_as_they_went():
    colours = np.zeros((32, 64, 3), np.uint8)
    for number, colour in enumerate([(200, 40, 60), (30, 160, 70), (40, 60, 210)]):
        colours[:, number * 20 : number * 20 + 20] = colour

    seen = as_rgb(as_planes(colours))

    for number in range(3):
        middle = (16, number * 20 + 10)
        wanted, got = colours[middle].astype(int), seen[middle].astype(int)
        assert abs(wanted - got).max() <= 3


def test_paint_copies_every_plane():
    source, onto = ramp(Size(64, 32)), black_frame(Size(64, 32)).picture

    paint(source, onto)

    assert np.array_equal(source.planes[0], onto.planes[0])
