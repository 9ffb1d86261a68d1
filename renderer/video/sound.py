"""The sound of clips, faded in and out and laid over each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from renderer.errors import MediaError
from renderer.video.clips import OPEN_OPTIONS

RATE = 48_000
type Samples = NDArray[np.float32]  # 2 × n, left and right

# A decoder entered in the middle needs a few packets until what it gives is right.
RUN_UP_SECONDS = Fraction(1, 5)


@dataclass(frozen=True)
class Cue:
    """Sound of a file, from a second of it on, laid over samples from `at_sample` on.

    `at_sample` may lie before the first sample that is asked for.
    """

    path: Path
    from_second: Fraction
    at_sample: int
    sample_count: int
    fade_samples: int
    gain_db: float = 0.0


def mix_cues(cues: Iterable[Cue], sample_count: int) -> Samples:
    """The samples from 0 on; where no cue sounds, silence.

    Raises MediaError when a file's sound cannot be decoded.
    """
    mixed = np.zeros((2, sample_count), np.float32)
    for cue in cues:
        first = max(cue.at_sample, 0)
        end = min(cue.at_sample + cue.sample_count, sample_count)
        if first < end:
            begin = first - cue.at_sample
            sound = _read(cue, begin, end - first) * _shape(cue, begin, end - first)
            mixed[:, first:end] += sound
    return np.clip(mixed, -1, 1)


def _shape(cue: Cue, begin: int, count: int) -> NDArray[np.float32]:
    """How loud the cue is at its samples from `begin` on; two in a fade keep the power."""
    place = np.arange(begin, begin + count)
    until_end = np.minimum(place, cue.sample_count - 1 - place)
    share = np.clip(until_end / cue.fade_samples, 0, 1)
    gain = 10 ** (cue.gain_db / 20)
    return np.asarray(np.sin(share * np.pi / 2) * gain, np.float32)


def _read(cue: Cue, begin: int, count: int) -> Samples:
    """`count` samples of the cue from its sample `begin` on; silence after its end."""
    samples = np.zeros((2, count), np.float32)
    filled = 0
    for block in _decoded(cue.path, cue.from_second + Fraction(begin, RATE)):
        taken = min(block.shape[1], count - filled)
        samples[:, filled : filled + taken] = block[:, :taken]
        filled += taken
        if filled == count:
            break
    return samples


def _decoded(path: Path, from_second: Fraction) -> Iterator[Samples]:
    try:
        with av.open(str(path), options=OPEN_OPTIONS) as container:
            yield from _resampled(container, from_second)
    except (av.FFmpegError, OSError, IndexError) as error:
        raise MediaError(
            path.name,
            "its sound cannot be decoded ({reason})",
            "export the clip again with AAC sound, or without sound",
            reason=error,
        ) from error


def _resampled(
    container: av.container.InputContainer, from_second: Fraction
) -> Iterator[Samples]:
    stream = container.streams.audio[0]
    assert stream.time_base is not None
    origin = _start_second(container)
    container.seek(max(int((origin + from_second - RUN_UP_SECONDS) * av.time_base), 0))
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    to_skip: int | None = None
    for frame in container.decode(stream):
        if to_skip is None and frame.pts is not None:
            begins = frame.pts * stream.time_base - origin
            to_skip = round((from_second - begins) * RATE)
            if to_skip < 0:
                yield np.zeros((2, -to_skip), np.float32)
        for piece in resampler.resample(frame):
            block = np.asarray(piece.to_ndarray(), np.float32)
            skipped = min(max(to_skip or 0, 0), block.shape[1])
            to_skip = (to_skip or 0) - skipped
            yield block[:, skipped:]


def _start_second(container: av.container.InputContainer) -> Fraction:
    """Picture and sound are laid from the instant at which the picture starts."""
    for stream in (*container.streams.video, *container.streams.audio):
        if stream.start_time is not None and stream.time_base is not None:
            return stream.start_time * stream.time_base
    return Fraction(0)
