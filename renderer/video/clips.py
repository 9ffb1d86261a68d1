"""Reading a video clip as 25 frames a second of a given size, from any frame on."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from renderer.errors import MediaError
from renderer.layouts import Rect, Size
from renderer.video.pictures import planes_of
from renderer.video.planes import Picture, black_frame, paint_turned

# Containers and codecs that are decoded at all; what else claims to be a video (a
# playlist, a text naming other files) is not opened.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,mp3,wav,flac"
OPEN_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": CONTAINERS,
    "enable_drefs": "0",
}

KNOWN_CLIPS = 256


@dataclass(frozen=True)
class Fit:
    """The size a clip is scaled to, and the part of that which is shown. All even."""

    scaled: Size
    part: Rect


def read_clip(path: Path, fit: Fit, *, start_frame: int, fps: int) -> Iterator[Picture]:
    """The frames due at start_frame/fps, (start_frame+1)/fps …, then the last one for ever.

    Raises MediaError when the file cannot be decoded.
    """
    try:
        with av.open(str(path), options=OPEN_OPTIONS) as container:
            yield from _shown(container, fit, start_frame, fps, path.name)
    except (av.FFmpegError, OSError, IndexError) as error:
        raise MediaError(
            path.name,
            "it cannot be decoded ({reason})",
            "export the clip again as H.264 MP4 and upload it",
            reason=error,
        ) from error


@lru_cache(maxsize=KNOWN_CLIPS)
def clip_size(path: Path) -> Size:
    """The size people see: square pixels, turned as a phone was held.

    Remembered: a file of the store is the same for ever.

    Raises MediaError when the file is no video.
    """
    try:
        with av.open(str(path), options=OPEN_OPTIONS) as container:
            stream = container.streams.video[0]
            frame = next(container.decode(stream))
            aspect = stream.sample_aspect_ratio or 1
            size = Size(int(frame.width * aspect), frame.height)
            return size.turned(frame.rotation)
    except (av.FFmpegError, OSError, IndexError, StopIteration) as error:
        raise MediaError(
            path.name,
            "it is not a video ({reason})",
            "upload a video file such as H.264 MP4",
            reason=error,
        ) from error


def _shown(
    container: av.container.InputContainer,
    fit: Fit,
    start_frame: int,
    fps: int,
    name: str,
) -> Iterator[Picture]:
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    origin = _seek(container, stream, Fraction(start_frame, fps))
    due = start_frame
    last: av.VideoFrame | None = None
    picture: Picture | None = None
    for frame in container.decode(stream):
        if frame.pts is None:
            continue
        shown_from = (frame.pts - origin) * frame.time_base
        # Everything due before this frame appears still shows the one before it.
        while last is not None and Fraction(due, fps) < shown_from:
            picture = picture or _fitted(last, fit)
            yield picture
            due += 1
        last, picture = frame, None
    if last is None:
        raise MediaError(name, "it has no frames", "export the clip again")
    picture = _fitted(last, fit)
    while True:
        yield picture


def _seek(
    container: av.container.InputContainer,
    stream: av.VideoStream,
    instant: Fraction,
) -> int:
    """Goes to a key frame at or before `instant`; answers the pts of the clip's start."""
    assert stream.time_base is not None
    origin = stream.start_time or 0
    if instant > 0:
        container.seek(origin + int(instant / stream.time_base), stream=stream)
    return origin


def _fitted(frame: av.VideoFrame, fit: Fit) -> Picture:
    lying = fit.scaled.turned(frame.rotation)
    scaled = frame.reformat(
        lying.width,
        lying.height,
        format="yuv420p",
        src_colorspace=_matrix_of(frame),
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=_interpolation(frame, fit),
    )
    return _upright(Picture(planes_of(scaled)), frame.rotation).part(fit.part)


def _upright(picture: Picture, rotation: int) -> Picture:
    """Turned as the file says its picture is to be shown: `rotation` is to the left."""
    turn = -rotation % 360
    if turn not in {90, 180, 270}:
        return picture
    upright = black_frame(picture.size.turned(turn)).picture
    paint_turned(picture, upright, turn)
    return upright


def _interpolation(frame: av.VideoFrame, fit: Fit) -> Interpolation:
    """Far smaller, every source pixel counts, at a third of what bicubic would cost."""
    is_far_smaller = fit.scaled.width * 3 <= frame.width * 2
    return Interpolation.AREA if is_far_smaller else Interpolation.BICUBIC


def _matrix_of(frame: av.VideoFrame) -> Colorspace:
    """What the file says; where it says nothing, BT.709 from 720 lines on."""
    tagged = int(frame.colorspace)
    if tagged in {
        int(Colorspace.ITU709),
        int(Colorspace.ITU601),
        int(Colorspace.SMPTE240M),
    }:
        return Colorspace(tagged)
    return Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601
