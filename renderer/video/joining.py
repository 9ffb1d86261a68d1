"""Joins segments into a loop: video packets copied as they are, sound encoded once."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from renderer.errors import MediaError
from renderer.video.sound import RATE, Samples

AAC_SAMPLES = 1024
AAC_BIT_RATE = 128_000
# The AAC encoder starts with one packet that holds nothing; an edit list hides it.
MUX_OPTIONS = {"movflags": "+faststart", "fflags": "+bitexact"}


def join_loop(segments: Iterable[Path], sound: Samples, path: Path, *, fps: int) -> int:
    """Writes the loop as MP4 with the index in front; answers its number of frames.

    Raises MediaError when a segment was encoded with other settings than the first.
    """
    paths = list(segments)
    with (
        av.open(str(paths[0])) as first,
        av.open(str(path), "w", format="mp4", container_options=MUX_OPTIONS) as loop,
    ):
        video = loop.add_stream_from_template(first.streams.video[0])
        headers = _headers_of(first)
        audio = _audio_stream(loop)
        frame_count = 0
        for segment in paths:
            frame_count += _copy_video(segment, loop, video, frame_count, headers, fps)
        for packet in _encoded(sound, audio):
            loop.mux(packet)
    return frame_count


def _headers_of(container: av.container.InputContainer) -> bytes:
    return bytes(container.streams.video[0].codec_context.extradata or b"")


def _copy_video(
    segment: Path,
    loop: av.container.OutputContainer,
    video: av.VideoStream,
    at_frame: int,
    headers: bytes,
    fps: int,
) -> int:
    with av.open(str(segment)) as source:
        if _headers_of(source) != headers:
            raise MediaError(
                segment.name,
                "its encoder settings differ from the other segments'",
                "empty the renderer's store and render again",
            )
        stream = source.streams.video[0]
        assert stream.time_base is not None
        offset = int(Fraction(at_frame, fps) / stream.time_base)
        count = 0
        for packet in source.demux(stream):
            if packet.dts is None or packet.pts is None:
                continue
            packet.pts += offset
            packet.dts += offset
            packet.stream = video
            loop.mux(packet)
            count += 1
    return count


def _audio_stream(loop: av.container.OutputContainer) -> av.AudioStream:
    stream = loop.add_stream("aac", rate=RATE, layout="stereo")
    stream.codec_context.bit_rate = AAC_BIT_RATE
    stream.codec_context.options = {"flags": "+bitexact"}
    return stream


def _encoded(
    sound: Samples, stream: av.AudioStream
) -> "Iterator[av.Packet[av.AudioStream]]":
    for start in range(0, sound.shape[1], AAC_SAMPLES):
        block = np.ascontiguousarray(sound[:, start : start + AAC_SAMPLES])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        frame.time_base = Fraction(1, RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)
