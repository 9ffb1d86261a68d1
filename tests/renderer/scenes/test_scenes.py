"""What a face shows in each frame of a scene."""

import numpy as np

from renderer.layouts import Rect, Size
from renderer.scenes.clip import ClipScene
from renderer.scenes.gallery import Exhibit, Gallery
from renderer.scenes.motion import ZOOM, Camera
from renderer.scenes.pages import page_starts
from renderer.scenes.slides import Slides
from renderer.video.planes import Picture, black_frame

SIZE = Size(64, 32)


def plain(luma: int, size: Size = SIZE) -> Picture:
    picture = black_frame(size).picture
    picture.planes[0][:] = luma
    return picture


def luma_of(picture: Picture) -> int:
    return round(float(picture.planes[0].mean()))


def test_pages_share_the_time_by_what_there_is_to_read():
    assert page_starts([30, 10], 200) == (0, 150)
    assert page_starts([1], 200) == (0,)


def test_slides_show_one_page_after_the_other_and_turn_between():
    slides = Slides([plain(40), plain(200)].__getitem__, [1, 1], 200)
    canvas = plain(16)

    shown = []
    for frame in range(200):
        slides.paint(frame, canvas)
        shown.append(luma_of(canvas))

    assert shown[:100] == [40] * 100
    assert all(40 <= luma <= 200 for luma in shown[100:116])
    assert sorted(shown[100:116]) == shown[100:116]
    assert shown[116:] == [200] * 84


def test_slides_may_be_joined_in_the_middle():
    slides = Slides([plain(40), plain(200)].__getitem__, [1, 1], 200)
    canvas = plain(16)

    slides.paint(150, canvas)

    assert luma_of(canvas) == 200


def test_each_page_of_slides_has_a_frame_of_its_own():
    slides = Slides([plain(40), plain(200)].__getitem__, [1, 1], 200)

    seen = []
    for frame in slides.page_frames:
        canvas = plain(16)
        slides.paint(frame, canvas)
        seen.append(luma_of(canvas))

    assert seen == [40, 200]


def test_a_gallery_paints_its_pictures_in_the_region_only():
    region = Rect(32, 0, 32, 32)
    camera = Camera(Size(36, 36), Size(32, 32), (0.5, 0.5), is_going_in=True)
    exhibits = [
        Exhibit(plain(40), plain(luma, Size(36, 36)), camera) for luma in (100, 180)
    ]
    gallery = Gallery(exhibits.__getitem__, len(exhibits), region, 100)
    canvas = plain(16)

    seen = []
    for frame in range(100):
        gallery.paint(frame, canvas)
        assert luma_of(canvas.part(Rect(0, 0, 32, 32))) == 40
        seen.append(luma_of(canvas.part(region)))

    assert seen[:50] == [100] * 50
    assert all(100 <= luma <= 180 for luma in seen[50:70])
    assert seen[70:] == [180] * 30


def test_a_camera_stays_within_its_picture_and_moves_without_a_jump():
    camera = Camera(Size(400, 300), Size(300, 200), (0.9, 0.1), is_going_in=True)

    views = [camera.view_at(step / 500) for step in range(501)]

    for left, top, width, height in views:
        assert left >= 0
        assert top >= 0
        assert left + width <= 400
        assert top + height <= 300
    lefts = np.array([view[0] for view in views])
    assert float(np.abs(np.diff(lefts)).max()) < 0.5
    assert views[0][2] == 300 * ZOOM
    assert views[-1][2] == 300


def a_clip_scene() -> ClipScene:
    """A clip whose frame n has a luma of 100 + n, over slides of luma 40."""

    def picture_at(frame: int) -> Picture:
        return plain(100 + frame, Size(32, 32))

    return ClipScene(
        Slides([plain(40)].__getitem__, [1], 10), picture_at, Rect(0, 0, 32, 32)
    )


def test_a_clip_plays_in_its_region_over_its_slides():
    scene, canvas = a_clip_scene(), plain(16)

    seen = []
    for frame in range(10):
        scene.paint(frame, canvas)
        seen.append(luma_of(canvas.part(Rect(0, 0, 32, 32))))

    assert seen == list(range(100, 110))
    assert luma_of(canvas.part(Rect(32, 0, 32, 32))) == 40


def test_slides_stand_still_except_while_a_page_is_turned():
    slides = Slides([plain(40), plain(200)].__getitem__, [1, 1], 200)

    assert slides.still_until(0) == 100
    assert slides.still_until(60) == 100
    assert slides.still_until(100) == 101
    assert slides.still_until(115) == 116
    assert slides.still_until(116) > 200


def test_what_is_said_to_stand_still_does():
    slides = Slides([plain(40), plain(90), plain(200)].__getitem__, [2, 1, 1], 160)
    canvas = plain(16)
    shown = []
    for frame in range(160):
        slides.paint(frame, canvas)
        shown.append(canvas.planes[0].copy())

    for frame in range(160):
        for later in range(frame, min(slides.still_until(frame), 160)):
            assert np.array_equal(shown[frame], shown[later])
