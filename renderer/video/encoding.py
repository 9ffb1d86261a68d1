"""Segments: frames in, a small closed-GOP H.264 file out."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from renderer.layouts import Size
from renderer.planning import Encoding
from renderer.video.planes import Frame

BT709 = 1


def encode_segment(
    frames: Iterable[Frame], path: Path, *, size: Size, encoding: Encoding
) -> int:
    """Writes the frames as MP4 without sound; answers how many there were.

    Every frame is taken before the next is asked for, so one buffer may serve all.
    """
    count = 0
    options = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", container_options=options) as container:
        stream = _video_stream(container, size, encoding)
        for frame in frames:
            picture = _as_video_frame(frame)
            picture.pts, picture.time_base = count, Fraction(1, encoding.fps)
            container.mux(stream.encode(picture))
            count += 1
        container.mux(stream.encode(None))
    return count


def _video_stream(
    container: av.container.OutputContainer, size: Size, encoding: Encoding
) -> av.VideoStream:
    """Segments join by packet copy only if all of this is the same in each of them."""
    stream = container.add_stream(
        "libx264", rate=encoding.fps, options=_x264_options(encoding)
    )
    context = stream.codec_context
    context.width, context.height = size.width, size.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, encoding.fps)
    # One process a core beats one process with a thread a core by 1.4.
    context.thread_count = 1
    context.colorspace = Colorspace.ITU709
    context.color_primaries = BT709
    context.color_trc = BT709
    context.color_range = ColorRange.MPEG
    return stream


def _x264_options(encoding: Encoding) -> dict[str, str]:
    gop = str(encoding.gop_frames)
    return {
        "preset": encoding.preset,
        "crf": str(encoding.crf),
        "profile": "high",
        "g": gop,
        "keyint_min": gop,
        "sc_threshold": "0",
        "flags": "+cgop+bitexact",
        # x264's macroblock tree reads memory that it has not written: the same frames
        # gave up to six different files in ten runs. Without it, one; and 1 dB more
        # quality for a sixth more bytes.
        "x264-params": "mbtree=0",
    }


def _as_video_frame(frame: Frame) -> av.VideoFrame:
    rows, columns = frame.buffer.shape
    if rows % 6 == 0:
        return av.VideoFrame.from_numpy_buffer(frame.buffer, "yuv420p")
    return _copied(frame, columns, rows * 2 // 3)


def _copied(frame: Frame, width: int, height: int) -> av.VideoFrame:
    """PyAV takes a buffer as it is only where the height is a multiple of four."""
    copy = av.VideoFrame(width, height, "yuv420p")
    for plane, source in zip(copy.planes, frame.picture.planes, strict=True):
        padded = np.zeros((plane.height, plane.line_size), np.uint8)
        padded[:, : plane.width] = source
        plane.update(padded.tobytes())
    return copy
