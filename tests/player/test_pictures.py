"""Screenshots become small enough to be sent, or are not sent."""

import hashlib
import random

import pytest
from PIL import Image

from player.pictures import make_fit, read_picture
from release.pictures import MOST_PICTURE_BYTES, is_fit_to_send, jpeg_size


def write_noise(path, width, height):
    """The worst that a wall can show: no two pixels alike."""
    noise = random.Random(1).randbytes(width * height * 3)
    Image.frombytes("RGB", (width, height), noise).save(path, quality=95)


@pytest.mark.needs_mpv
@pytest.mark.parametrize(
    ("size", "smaller"),
    [((1920, 640), (960, 320)), ((640, 1920), (320, 960)), ((960, 960), (960, 960))],
)
def test_a_large_picture_is_scaled_and_fits(tmp_path, size, smaller):
    path = tmp_path / "led.jpg"
    write_noise(path, *size)
    assert not is_fit_to_send(path.read_bytes())

    make_fit(path, "mpv")

    content = path.read_bytes()
    assert jpeg_size(content) == smaller
    assert len(content) <= MOST_PICTURE_BYTES


def test_a_small_picture_stays_as_it_is(tmp_path):
    path = tmp_path / "led.jpg"
    Image.new("RGB", (64, 32), "red").save(path)
    before = path.read_bytes()

    make_fit(path, "no such program")

    assert path.read_bytes() == before


@pytest.mark.parametrize("program", ["no such program", "false", "true"])
def test_one_that_cannot_be_made_smaller_is_not_sent(tmp_path, program):
    path = tmp_path / "led.jpg"
    write_noise(path, 1200, 400)

    make_fit(path, program)

    assert not path.exists()


def test_only_the_picture_that_was_told_of_is_read(tmp_path):
    path = tmp_path / "led.jpg"
    path.write_bytes(b"picture")
    digest = hashlib.sha256(b"picture").hexdigest()

    assert read_picture(path, digest) == b"picture"
    assert read_picture(path, "a" * 64) is None
    assert read_picture(tmp_path / "none.jpg", digest) is None
