"""Joins segments of pictures and of sound into a loop, packet by packet, as they are."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import merge
from itertools import chain
from pathlib import Path

import av

from renderer.errors import MediaError
from renderer.video.sound import RATE
from renderer.video.sound_encoding import PACKET_SAMPLES

MUX_OPTIONS = {"movflags": "+faststart", "fflags": "+bitexact"}

type _Packet = "av.Packet[av.stream.Stream]"


def join_loop(
    pictures: Sequence[Path], sounds: Sequence[Path], path: Path, *, fps: int
) -> int:
    """Writes the loop as MP4 with the index in front; answers its number of frames.

    Needs the same little memory for a loop of any length.

    Raises MediaError when a segment was encoded with other settings than the first.
    """
    with (
        av.open(str(pictures[0])) as seen,
        av.open(str(sounds[0])) as heard,
        av.open(str(path), "w", format="mp4", container_options=MUX_OPTIONS) as loop,
    ):
        video = loop.add_stream_from_template(seen.streams.video[0])
        audio = loop.add_stream_from_template(heard.streams.audio[0])
        tracks = (
            _joined(pictures, Fraction(1, fps), video),
            chain(
                _run_in(sounds[-1], audio),
                _joined(sounds, Fraction(PACKET_SAMPLES, RATE), audio),
            ),
        )
        frame_count = 0
        # Side by side as they are played, so that no muxer has to hold one of them back.
        for packet in merge(*tracks, key=_decoded_at):
            frame_count += packet.stream is video
            loop.mux(packet)
    return frame_count


def _joined(
    segments: Sequence[Path], step: Fraction, stream: "av.stream.Stream"
) -> Iterator[_Packet]:
    """The segments' packets one after the other; each lasts `step` seconds."""
    count, headers = 0, None
    for segment in segments:
        with av.open(str(segment)) as source:
            (track,) = source.streams
            found = _headers_of(track)
            headers = found if headers is None else headers
            if found != headers:
                raise MediaError(
                    segment.name,
                    "its encoder settings differ from the other segments'",
                    "empty the renderer's store and render again",
                )
            assert track.time_base is not None
            later = round(count * step / track.time_base)
            for packet in _packets_of(source):
                yield _placed(packet, later, stream)
                count += 1


def _run_in(segment: Path, stream: "av.stream.Stream") -> Iterator[_Packet]:
    """The loop's last packet of sound, before its first: hidden, but decoded with it.

    So the sound has no seam either.
    """
    with av.open(str(segment)) as source:
        *_, last = _packets_of(source)
        assert last.pts is not None
        yield _placed(last, -(last.pts + PACKET_SAMPLES), stream)


def _packets_of(source: av.container.InputContainer) -> Iterator[_Packet]:
    return (packet for packet in source.demux() if packet.pts is not None)


def _placed(packet: _Packet, later: int, stream: "av.stream.Stream") -> _Packet:
    """The packet so many ticks later."""
    assert packet.pts is not None
    assert packet.dts is not None
    packet.pts += later
    packet.dts += later
    packet.stream = stream
    return packet


def _decoded_at(packet: _Packet) -> float:
    """Seconds, to put packets in order: equal moments of both tracks are equal floats."""
    assert packet.dts is not None
    return packet.dts * packet.time_base.numerator / packet.time_base.denominator


def _headers_of(track: "av.stream.Stream") -> bytes:
    return bytes(track.codec_context.extradata or b"")
