"""Still pictures in and out: RGB to the compositor's planes and back, files to RGB."""

from pathlib import Path

import av
import cv2
import imageio.v3 as imageio
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from renderer.errors import MediaError
from renderer.layouts import Size
from renderer.video.planes import Picture, Planes

type Rgb = NDArray[np.uint8]

# The hub refuses larger uploads too; this is for programmes that come from a file.
MAX_PIXELS = 80_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

POSTER_QUALITY = 88


def read_picture(path: Path) -> Rgb:
    """An upright RGB picture, height × width × 3.

    Raises MediaError when it is none, is cut short, or has too many pixels.
    """
    try:
        with Image.open(path) as image:
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    except Image.DecompressionBombError as error:
        raise MediaError(
            path.name,
            "it has more than {millions} million pixels",
            "save it smaller and upload it again",
            millions=MAX_PIXELS // 1_000_000,
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise MediaError(
            path.name,
            "it cannot be read as a picture ({reason})",
            "upload it again as JPEG or PNG",
            reason=error,
        ) from error


def resized(picture: Rgb, size: Size) -> Rgb:
    """The picture at another size; averaged on the way down, smooth on the way up."""
    is_smaller = size.width < picture.shape[1]
    method = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
    scaled = cv2.resize(picture, (size.width, size.height), interpolation=method)
    return np.asarray(scaled, np.uint8)


def blurred(picture: Rgb) -> Rgb:
    """A dark, soft copy to stand behind a picture of another shape."""
    spread = max(picture.shape[:2]) / 24
    soft = cv2.GaussianBlur(picture, (0, 0), spread, borderType=cv2.BORDER_REPLICATE)
    return (soft * 0.45).astype(np.uint8)


def as_planes(picture: Rgb) -> Picture:
    """RGB of even width and height as BT.709 limited-range YUV 4:2:0."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")
    yuv = frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )
    return Picture(planes_of(yuv))


def planes_of(frame: av.VideoFrame) -> Planes:
    """A yuv420p frame's planes without the padding of its rows: views of its memory."""
    y, u, v = (_plane_of(plane) for plane in frame.planes)
    return (y, u, v)


def as_rgb(picture: Picture) -> Rgb:
    """What a viewer sees of BT.709 planes, height × width × 3."""
    size = picture.size
    frame = av.VideoFrame(size.width, size.height, "yuv420p")
    for plane, source in zip(frame.planes, picture.planes, strict=True):
        padded = np.zeros((plane.height, plane.line_size), np.uint8)
        padded[:, : plane.width] = source
        plane.update(padded.tobytes())
    rgb = frame.reformat(
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
    )
    return np.asarray(rgb.to_ndarray(), np.uint8)


def write_png(picture: Rgb) -> bytes:
    return imageio.imwrite("<bytes>", picture, extension=".png")


def write_jpeg(picture: Rgb, quality: int = POSTER_QUALITY) -> bytes:
    return imageio.imwrite("<bytes>", picture, extension=".jpg", quality=quality)


def _plane_of(plane: VideoPlane) -> NDArray[np.uint8]:
    rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]
