"""Segments: pictures in, a small closed-GOP H.264 file out.

What stands still is encoded once and its packets repeated: the same pictures for a
seventh to a ninth of the work. Where a file must be small it is one picture that is held:
see `_held`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.codec.context import Flags
from av.video.reformatter import ColorRange, Colorspace

from renderer.layouts import Size
from renderer.planning import Encoding
from renderer.video.planes import Frame, black_frame

BT709 = 1
# One process a core beats one process with a thread a core by 1.4.
THREADS = 1
# A picture may be decoded so many frames before it is shown, for others refer to it.
REORDERED_FRAMES = 2
NO_REMARKS = "filter_units=remove_types=6"
# A still picture is encoded so many times and that repeated. From the thirteenth on x264
# refines what it has shown: the picture would twitch whenever its first came again.
STILL_GOPS = range(12, 9, -1)


@dataclass(frozen=True)
class Stretch:
    """A picture, and for how many frames it stands."""

    frame: Frame
    frame_count: int = 1


def encode_segment(
    stretches: Iterable[Stretch],
    path: Path,
    *,
    size: Size,
    encoding: Encoding,
    threads: int = THREADS,
) -> int:
    """Writes the pictures as MP4 without sound; answers how many frames there are.

    The bytes are the same for any number of threads; one process a core with one thread
    each is what takes the least time. Every picture is taken before the next is asked
    for, so one buffer may serve all.
    """
    options = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", container_options=options) as container:
        segment = _Segment(container, size, encoding, threads)
        for stretch in stretches:
            segment.add(stretch)
        segment.end_piece()
        return segment.frame_count


class _Segment:
    """Pieces one after the other, each from an encoder of its own."""

    def __init__(
        self,
        container: av.container.OutputContainer,
        size: Size,
        encoding: Encoding,
        threads: int,
    ) -> None:
        self.frame_count = 0
        self._packet_count = 0
        self._container = container
        self._size = size
        self._encoding = encoding
        self._threads = threads
        self._encoder: _Encoder | None = None
        # It encodes nothing: the file takes its headers, which all encoders share.
        self._stream = container.add_stream(
            "libx264", rate=encoding.fps, options=_x264_options(encoding)
        )
        _configure(self._stream.codec_context, size, encoding, threads)
        container.start_encoding()
        # x264 writes its settings into the stream, the number of its threads too.
        self._bare = av.BitStreamFilterContext(NO_REMARKS, self._stream)

    def add(self, stretch: Stretch) -> None:
        left = stretch.frame_count
        if self._encoding.holds_stills and left > 1:
            self._hold(stretch.frame, left)
            return
        gop = repeated_gop(left)
        if gop:
            left -= self._add_still(stretch.frame, gop, times=left // gop)
        for _ in range(left):
            self._encoder = self._encoder or self._new_encoder()
            self._write(self._encoder.encode(stretch.frame))

    def end_piece(self) -> None:
        if self._encoder:
            self._write(self._encoder.end())
            self.frame_count += self._encoder.frame_count
            self._encoder = None

    def _add_still(self, frame: Frame, gop: int, *, times: int) -> int:
        """Encodes a picture `gop` times, writes that `times` times; answers the product."""
        self.end_piece()
        encoder = self._new_encoder()
        packets = [p for _ in range(gop) for p in encoder.encode(frame)]
        packets += encoder.end()
        for _ in range(times):
            self._write(packets)
            self.frame_count += gop
        return gop * times

    def _hold(self, frame: Frame, frame_count: int) -> None:
        self.end_piece()
        encoder = self._new_encoder()
        (picture,) = (*encoder.encode(frame), *encoder.end())
        held = _held(self._size, self._encoding)
        for length in held_gops(frame_count, self._encoding.gop_frames):
            self._write([picture, *held[: length - 1]])
            self.frame_count += length

    def _new_encoder(self) -> "_Encoder":
        return _Encoder(self._size, self._encoding, self._threads)

    def _write(self, packets: "Iterable[av.Packet[av.VideoStream]]") -> None:
        for packet in packets:
            placed = _shifted(packet, self.frame_count, self._stream)
            # Said by us: x264 counts otherwise in a piece of one or two frames.
            placed.dts = self._packet_count - REORDERED_FRAMES
            self._packet_count += 1
            self._container.mux(self._bare.filter(placed))


class _Encoder:
    """One run of x264, its first frame at 0."""

    def __init__(self, size: Size, encoding: Encoding, threads: int) -> None:
        self.frame_count = 0
        self._context = av.VideoCodecContext.create("libx264", "w")
        self._context.options = _x264_options(encoding)
        _configure(self._context, size, encoding, threads)
        self._context.flags |= Flags.global_header

    def encode(self, frame: Frame) -> "list[av.Packet[av.VideoStream]]":
        picture = _as_video_frame(frame)
        picture.pts, picture.time_base = self.frame_count, self._context.time_base
        self.frame_count += 1
        return self._context.encode(picture)

    def end(self) -> "list[av.Packet[av.VideoStream]]":
        return self._context.encode(None)


def repeated_gop(frame_count: int) -> int:
    """How many frames of a still stretch to encode and repeat; 0 where it is too short.

    Of the lengths there are, the one with which the fewest frames are encoded in all,
    those included that are left over.
    """
    if frame_count < 2 * max(STILL_GOPS):
        return 0
    return min(STILL_GOPS, key=lambda gop: gop + frame_count % gop)


def held_gops(frame_count: int, longest: int) -> list[int]:
    """The lengths of groups of pictures; none is one frame long beside others.

    Two whole pictures in a row would have to be numbered differently.
    """
    whole, rest = divmod(frame_count, longest)
    lengths = [longest] * whole + [rest] * (rest > 0)
    if whole and rest == 1:
        lengths[-2:] = [longest - 1, 2]
    return lengths


@lru_cache(maxsize=8)
def _held(size: Size, encoding: Encoding) -> "list[av.Packet[av.VideoStream]]":
    """The packets after a group's first that say of every block “as before”.

    They say nothing of the picture itself, so those of a black one hold any other of its
    size: a picture of many seconds is encoded as quickly as one frame, and nothing in it
    ever twitches.
    """
    encoder, black = _Encoder(size, encoding, THREADS), black_frame(size)
    frames = range(encoding.gop_frames)
    packets = [packet for _ in frames for packet in encoder.encode(black)]
    return [*packets, *encoder.end()][1:]


def _shifted(
    packet: "av.Packet[av.VideoStream]", frames: int, stream: av.VideoStream
) -> "av.Packet[av.stream.Stream]":
    """A copy that stands `frames` later. Encoders count in frames."""
    assert packet.pts is not None
    copy = av.Packet(bytes(packet))
    copy.pts = packet.pts + frames
    copy.time_base, copy.duration = packet.time_base, packet.duration
    copy.is_keyframe = packet.is_keyframe
    copy.stream = stream
    return copy


def _configure(
    context: av.VideoCodecContext, size: Size, encoding: Encoding, threads: int
) -> None:
    """Segments join by packet copy only if all of this is the same in each of them."""
    context.width, context.height = size.width, size.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, encoding.fps)
    context.framerate = Fraction(encoding.fps)
    context.thread_count = threads
    # Slices would make the number of threads a part of the picture.
    context.thread_type = "FRAME"
    context.colorspace = Colorspace.ITU709
    context.color_primaries = BT709
    context.color_trc = BT709
    context.color_range = ColorRange.MPEG


def _x264_options(encoding: Encoding) -> dict[str, str]:
    gop = str(encoding.gop_frames)
    # One picture refers to the one before and to no other, or none could be held.
    more = ":bframes=0:ref=1:weightp=0" if encoding.holds_stills else ""
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
        "x264-params": f"mbtree=0{more}",
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
