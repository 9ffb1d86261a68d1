"""Opening a file with FFmpeg: which kinds at all, and which of its streams count."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition

from hub.media.sandbox.answers import RefusedError, Thresholds

# What else claims to be a video (a playlist, a text that names other files or addresses)
# is not opened; nor is anything but the file itself.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,ogg,mp3,wav,flac,aac"
OPEN_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": CONTAINERS,
    "enable_drefs": "0",
}
USUAL_RATE = Fraction(25)
# Each holds whole pictures: on a large machine many would pass the limit of memory.
THREADS = 4


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    try:
        with av.open(str(path), options=OPEN_OPTIONS) as container:
            yield container
    except av.FFmpegError as error:
        raise _refusal(error) from error


def _refusal(error: av.FFmpegError) -> RefusedError:
    if isinstance(error, MemoryError):
        return RefusedError("memory")
    if error.errno == errno.EFBIG:  # what was being written, not what was read
        return RefusedError("master_too_large")
    return RefusedError("unreadable")


def find_pictures(container: InputContainer) -> av.VideoStream:
    """The film; a cover picture beside sound is none."""
    streams = [one for one in container.streams.video if not _is_cover(one)]
    if not streams:
        raise RefusedError("no_pictures")
    return _decodable(streams[0])


def find_sound(container: InputContainer) -> av.AudioStream | None:
    streams = container.streams.audio
    return _decodable(streams[0]) if streams else None


def _decodable[Stream: (av.VideoStream, av.AudioStream)](stream: Stream) -> Stream:
    """Of a codec that nobody here knows, PyAV gives a stream without a context."""
    known: object = stream.codec_context
    if known is None:
        raise RefusedError("unreadable")
    return stream


def prepare(*streams: av.VideoStream | av.AudioStream) -> None:
    for stream in streams:
        # Say so where a decoder would paper over damage.
        stream.codec_context.options = {"err_detect": "explode"}
        stream.codec_context.thread_type = "AUTO"
        stream.codec_context.thread_count = THREADS


def check_header(
    container: InputContainer, video: av.VideoStream, limits: Thresholds
) -> None:
    """What can be refused before anything is decoded: pixels, length, rate."""
    context = video.codec_context
    check_pixels(context.width, context.height, limits)
    check_length(declared_seconds(container, video), limits)
    rate = video.average_rate
    if rate and rate > limits.fastest_rate:
        raise RefusedError(
            "too_fast", rate=round(float(rate), 1), limit=limits.fastest_rate
        )


def check_pixels(width: int, height: int, limits: Thresholds) -> None:
    """Upright films may be as many pixels as lying ones."""
    most = limits.largest_width * limits.largest_height
    if not width or not height or width * height > most:
        raise RefusedError(
            "too_many_pixels",
            width=width,
            height=height,
            limit=f"{limits.largest_width}×{limits.largest_height}",
        )


def check_length(seconds: Fraction | None, limits: Thresholds) -> None:
    if seconds is not None and seconds > limits.longest_seconds:
        raise RefusedError("too_long", minutes=limits.longest_seconds // 60)


def declared_seconds(
    container: InputContainer, stream: av.VideoStream | av.AudioStream
) -> Fraction | None:
    if stream.duration is not None and stream.time_base is not None:
        return stream.duration * stream.time_base
    if container.duration is not None:
        return Fraction(container.duration, av.time_base)
    return None


def rate_of(video: av.VideoStream) -> Fraction:
    rate = video.average_rate
    return Fraction(rate.numerator, rate.denominator) if rate else USUAL_RATE


def _is_cover(stream: av.VideoStream) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)
