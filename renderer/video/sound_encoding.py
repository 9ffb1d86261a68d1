"""Pieces of sound: samples in, AAC packets out that join with their neighbours'.

An AAC packet decodes only together with the one before it. So a piece is encoded with
what is heard just before and after it, and only its own packets are kept.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from renderer.video.sound import RATE, Samples

PACKET_SAMPLES = 1024
# Two packets: what is decoded at a joint then differs little from one encode of all
# (26 to 29 dB against 31 to 35).
RUN_SAMPLES = 2 * PACKET_SAMPLES
BIT_RATE = 128_000
OPTIONS = {"flags": "+bitexact"}


def encode_sound(samples: Samples, path: Path) -> None:
    """Writes all but the first and last RUN_SAMPLES, as MP4 of whole packets.

    What is kept must be a multiple of PACKET_SAMPLES: 8 frames of 25 a second are.
    """
    kept = samples.shape[1] - 2 * RUN_SAMPLES
    assert kept > 0
    assert kept % PACKET_SAMPLES == 0
    with av.open(
        str(path), "w", format="mp4", container_options={"fflags": "+bitexact"}
    ) as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        stream.codec_context.bit_rate = BIT_RATE
        stream.codec_context.options = dict(OPTIONS)
        container.start_encoding()
        for packet in _packets(samples):
            assert packet.pts is not None
            if RUN_SAMPLES <= packet.pts < RUN_SAMPLES + kept:
                packet.pts -= RUN_SAMPLES
                packet.dts = packet.pts
                packet.stream = stream
                container.mux(packet)


def _packets(samples: Samples) -> "Iterator[av.Packet[av.AudioStream]]":
    """Packets whose time is that of the samples they decode to."""
    encoder = av.AudioCodecContext.create("aac", "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE, "stereo", "fltp"
    encoder.bit_rate, encoder.options = BIT_RATE, dict(OPTIONS)
    encoder.time_base = Fraction(1, RATE)
    for start in range(0, samples.shape[1], PACKET_SAMPLES):
        block = np.ascontiguousarray(samples[:, start : start + PACKET_SAMPLES])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        frame.time_base = encoder.time_base
        yield from encoder.encode(frame)
    yield from encoder.encode(None)
