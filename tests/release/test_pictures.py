"""What is a picture of a player's is seen by its header alone."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from release.pictures import (
    MOST_PICTURE_BYTES,
    MOST_PICTURE_PX,
    is_fit_to_send,
    jpeg_size,
)


def jpeg(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, kind, **options)
    return file.getvalue()


WHOLE = jpeg(320, 100)


@pytest.mark.parametrize("progressive", [False, True])
def test_its_size_is_that_of_its_header(progressive: bool) -> None:
    content = jpeg(320, 100, progressive=progressive, comment=b"x" * 1000)

    assert jpeg_size(content) == (320, 100)
    assert is_fit_to_send(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xc0\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x00\xff\xd9",
        WHOLE[:-2],
        WHOLE[2:],
        WHOLE + b"<script>alert(1)</script>",
        jpeg(320, 100, "PNG"),
        b"<html></html>",
        b"\xff\xd8" + b"\xff" * 100_000 + b"\xff\xd9",
    ],
)
def test_what_is_no_whole_jpeg_is_none(content: bytes) -> None:
    assert jpeg_size(content) is None
    assert not is_fit_to_send(content)


def test_more_pixels_or_bytes_than_are_taken_do_not_fit() -> None:
    end = WHOLE[-2:]
    padding = b"\xff\xfe\xff\xff" + bytes(0xFFFD)
    padded = WHOLE[:2] + padding * (MOST_PICTURE_BYTES // 0xFFFF) + WHOLE[2:]

    assert is_fit_to_send(jpeg(MOST_PICTURE_PX, 8))
    assert not is_fit_to_send(jpeg(MOST_PICTURE_PX + 1, 8))
    assert not is_fit_to_send(jpeg(8, MOST_PICTURE_PX + 1))
    assert jpeg_size(padded + end) == (320, 100)
    assert not is_fit_to_send(padded + bytes(0x10000) + end)


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_whatever_comes_is_judged_without_an_error(junk: bytes, at: int) -> None:
    jpeg_size(b"\xff\xd8" + junk + b"\xff\xd9")
    jpeg_size(WHOLE[:at] + junk + WHOLE[at:])
