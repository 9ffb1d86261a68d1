"""What lies over a scene comes and goes in its frames, and leaves nothing behind."""

import numpy as np
import pytest

from renderer.layouts import Rect, Size
from renderer.scenes.overlaid import Overlaid, Showing
from renderer.scenes.slides import Slides
from renderer.video.overlays import opaque, over_plate
from renderer.video.pictures import as_planes
from renderer.video.planes import Picture, black_frame

SIZE = Size(64, 32)


def plain(luma: int) -> Picture:
    picture = black_frame(SIZE).picture
    picture.planes[0][:] = luma
    return picture


def a_showing(**frames: int) -> Showing:
    overlay = opaque(np.full((8, 20, 3), 255, np.uint8))
    return Showing(overlay, Rect(10, 12, 20, 8), **frames)


def shown(scene: Overlaid, count: int) -> list[np.ndarray]:
    onto = plain(0)
    seen = []
    for frame in range(count):
        scene.paint(frame, onto)
        seen.append(np.concatenate([plane.ravel() for plane in onto.planes]))
    return seen


def two_pages() -> Slides:
    return Slides([plain(40), plain(90)].__getitem__, [1, 1], 100)


def test_it_is_seen_from_its_first_frame_to_its_last_and_nowhere_else():
    seen = shown(Overlaid(two_pages(), [a_showing(start=10, end=30)]), 100)
    beneath = two_pages()
    onto = plain(0)

    for frame in range(100):
        beneath.paint(frame, onto)
        alone = np.concatenate([plane.ravel() for plane in onto.planes])
        is_over = not np.array_equal(seen[frame], alone)
        assert is_over == (10 <= frame < 30)


def test_it_covers_its_place_only():
    scene, onto = Overlaid(two_pages(), [a_showing()]), plain(0)

    scene.paint(0, onto)

    changed = onto.planes[0] != 40
    assert changed.sum() == 20 * 8
    assert changed[12:20, 10:30].all()


def test_a_plate_unrolls_by_pairs_of_pixels_and_rolls_up_again():
    showing = a_showing(start=10, end=40, moving=6)

    widths = [showing.width_at(frame) for frame in range(50)]

    assert widths[:10] == [0] * 10
    assert widths[16:34] == [20] * 18
    assert widths[40:] == [0] * 10
    assert widths[10:17] == sorted(widths[10:17])
    assert widths[33:40] == sorted(widths[33:40], reverse=True)
    assert all(width % 2 == 0 for width in widths)


@pytest.mark.parametrize(
    "frames", [{}, {"start": 7, "end": 31}, {"start": 5, "end": 60, "moving": 9}]
)
def test_still_until_is_true_of_every_frame(frames: dict[str, int]):
    scene = Overlaid(two_pages(), [a_showing(**frames)])
    seen = shown(scene, 100)

    for frame in range(100):
        until = scene.still_until(frame)
        assert until > frame
        for later in range(frame, min(until, 100)):
            assert np.array_equal(seen[later], seen[frame])


def test_letters_on_a_plate_let_nothing_through_but_the_plate_does():
    pixels = np.full((8, 16, 3), (20, 36, 90), np.uint8)
    pixels[:, 8:] = (255, 247, 232)
    overlay = over_plate(pixels, "#14245a", 0.9)

    behind = overlay.behind[0]
    assert behind[0, 0] == 256 - round(0.9 * 256)
    assert behind[0, 15] == 0
    assert overlay.size == as_planes(pixels).size
