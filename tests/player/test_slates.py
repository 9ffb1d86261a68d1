"""A canvas of any shape has a slate, and it is there without a network."""

import pytest
from PIL import Image

from player.slates import FOLDER, slate_for


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (1920, 1080, "1920x1080.png"),
        (3840, 2160, "1920x1080.png"),
        (1280, 1024, "1080x1080.png"),
        (384, 1152, "640x1920.png"),
        (4096, 256, "1920x160.png"),
    ],
)
def test_the_slate_of_the_nearest_shape_is_shown(width, height, name):
    assert slate_for(width, height).name == name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.png")), ids=lambda p: p.stem)
def test_a_slate_has_its_size_and_is_no_black_picture(path):
    with Image.open(path) as picture:
        assert f"{picture.width}x{picture.height}" == path.stem
        levels = picture.convert("L").getextrema()

    assert levels[0] > 16
    assert levels[1] > 180
