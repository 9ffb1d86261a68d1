"""A slow camera does not tremble, and runs on where one segment ends."""

import numpy as np

from renderer.layouts import Rect, Size
from renderer.scenes.gallery import Exhibit, Gallery
from renderer.scenes.motion import ZOOM, Camera
from renderer.timeline import FADE_FRAMES
from renderer.video.planes import Picture, black_frame, paint_zoomed

REGION = Size(320, 200)
SOURCE = Size(360, 224)
DOT = (250.0, 60.0)  # in the source: away from the middle, so that a zoom moves it
FRAMES = 300


def a_dot() -> Picture:
    """A soft dot in the dark: its middle can be told to a hundredth of a pixel."""
    picture = black_frame(SOURCE).picture
    rows, columns = np.mgrid[: SOURCE.height, : SOURCE.width]
    distance = (columns + 0.5 - DOT[0]) ** 2 + (rows + 0.5 - DOT[1]) ** 2
    picture.planes[0][:] = np.round(16 + 200 * np.exp(-distance / 60)).astype(np.uint8)
    return picture


def middle_of(picture: Picture) -> tuple[float, float]:
    light = picture.planes[0].astype(float) - 16
    rows, columns = np.mgrid[: light.shape[0], : light.shape[1]]
    total = light.sum()
    return (
        float((light * (columns + 0.5)).sum() / total),
        float((light * (rows + 0.5)).sum() / total),
    )


def a_camera() -> Camera:
    return Camera(SOURCE, REGION, (0.6, 0.4), is_going_in=True)


def path_of(frames: range) -> np.ndarray:
    source, onto = a_dot(), black_frame(REGION).picture
    camera, places = a_camera(), []
    for frame in frames:
        paint_zoomed(source, camera.view_at(frame / FRAMES), onto)
        places.append(middle_of(onto))
    return np.array(places)


def test_a_zoom_moves_without_jitter():
    path = path_of(range(FRAMES))

    speeds = np.diff(path, axis=0)
    jolts = np.abs(np.diff(speeds, axis=0))
    travelled = np.abs(path[-1] - path[0])
    assert travelled.max() > 5
    # Whole-pixel steps would jolt by one; nobody sees a twentieth.
    assert jolts.max() < 0.05


def test_what_is_sampled_lies_where_the_camera_says():
    path = path_of(range(0, FRAMES, 25))

    for frame, (x, y) in zip(range(0, FRAMES, 25), path, strict=True):
        left, top, width, height = a_camera().view_at(frame / FRAMES)
        assert abs(x - (DOT[0] - left) * REGION.width / width) < 0.05
        assert abs(y - (DOT[1] - top) * REGION.height / height) < 0.05


def test_a_gallery_moves_on_smoothly_where_its_fade_begins():
    """A scene is rendered in two segments: its body, and what runs on beneath a fade."""
    exhibit = Exhibit(black_frame(REGION).picture, a_dot(), a_camera())
    region = Rect(0, 0, REGION.width, REGION.height)

    def shown(first: int, last: int) -> list[tuple[float, float]]:
        gallery, onto = (
            Gallery([exhibit].__getitem__, 1, region, 100),
            black_frame(REGION).picture,
        )
        places = []
        for frame in range(first, last):
            gallery.paint(frame, onto)
            places.append(middle_of(onto))
        return places

    path = np.array([*shown(60, 100), *shown(100, 100 + FADE_FRAMES)])

    jolts = np.abs(np.diff(path, n=2, axis=0))
    assert jolts.max() < 0.05


def test_a_camera_is_closest_at_one_source_pixel_for_each_of_the_region():
    left, top, width, height = a_camera().view_at(1.0)

    assert (width, height) == (REGION.width, REGION.height)
    assert a_camera().view_at(0.0)[2] == REGION.width * ZOOM
