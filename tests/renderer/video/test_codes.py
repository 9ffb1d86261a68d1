"""A code on the wall leads a phone to the item's page."""

from pathlib import Path

import av
import cv2
import numpy as np

from renderer.layouts import Rect, Size
from renderer.planning import Encoding
from renderer.scenes.dressing import code_showing
from renderer.video.codes import LEAST_MODULE_PX, code_picture
from renderer.video.encoding import Stretch, encode_segment
from renderer.video.overlays import paint_over
from renderer.video.pictures import as_rgb
from renderer.video.planes import Frame, black_frame

ADDRESS = "https://ttdn.laocai.gov.vn/vi/12345"
REGION = Rect(0, 0, 488, 400)


def read(picture: np.ndarray) -> str:
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture[..., ::-1])
    return text


def a_busy_frame() -> Frame:
    frame = black_frame(REGION.size)
    noise = np.random.default_rng(1).integers(60, 200, (40, 50), np.uint8)
    big = cv2.resize(
        noise, (REGION.width, REGION.height), interpolation=cv2.INTER_CUBIC
    )
    frame.picture.planes[0][:] = big
    showing = code_showing(ADDRESS, REGION)
    assert showing
    paint_over(showing.overlay, frame.picture.part(showing.place))
    return frame


def test_a_code_is_read_from_the_frame():
    assert read(as_rgb(a_busy_frame().picture)) == ADDRESS


def test_a_code_is_read_from_the_encoded_loop(tmp_path: Path):
    path = tmp_path / "a.mp4"
    encode_segment(
        [Stretch(a_busy_frame(), 8)], path, size=REGION.size, encoding=Encoding()
    )

    with av.open(str(path)) as container:
        shown = [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]

    assert [read(picture) for picture in shown] == [ADDRESS] * 8


def test_its_modules_are_whole_pixels_within_a_quiet_zone():
    picture = code_picture(ADDRESS, Size(488, 400))

    assert picture is not None
    bright = picture[..., 0] > 128
    dark_rows = np.flatnonzero(~bright.all(axis=1))
    quiet = 4 * LEAST_MODULE_PX
    assert dark_rows[0] == quiet
    # The finder's edge is seven modules long.
    first = np.flatnonzero(~bright[quiet])
    assert np.array_equal(first[: 7 * 4], np.arange(quiet, quiet + 7 * 4))
    assert picture.shape[0] % 2 == 0


def test_where_it_would_be_the_picture_there_is_none():
    assert code_picture(ADDRESS, Size(378, 270)) is None
    assert code_picture(ADDRESS, Size(1000, 200)) is None
    assert code_showing(ADDRESS, None) is None
    assert code_showing(None, REGION) is None


def test_it_stands_in_the_lower_right_corner_on_even_pixels():
    showing = code_showing(ADDRESS, Rect(100, 60, 488, 434))

    assert showing
    place = showing.place
    assert (place.right, place.bottom) == (100 + 488 - 18, 60 + 434 - 18)
    assert not any(n % 2 for n in (place.x, place.y, place.width, place.height))
    assert place.width <= 0.42 * 434
