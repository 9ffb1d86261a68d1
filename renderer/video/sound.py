"""The sound of a loop: clips' own, faded in and out, and silence between."""

from collections.abc import Iterator
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


@dataclass(frozen=True)
class Cue:
    """Sound of a file, from a second of it on, laid over samples of the loop."""

    path: Path
    from_second: Fraction
    at_sample: int
    sample_count: int
    fade_samples: int


def compose_sound(cues: list[Cue], sample_count: int) -> Samples:
    """The whole loop's samples; a cue that runs over the end goes on at the start.

    Raises MediaError when a file's sound cannot be decoded.
    """
    loop = np.zeros((2, sample_count), np.float32)
    for cue in cues:
        faded = _faded(_read(cue), cue.fade_samples)
        until_end = sample_count - cue.at_sample
        before, after = faded[:, :until_end], faded[:, until_end:]
        loop[:, cue.at_sample : cue.at_sample + before.shape[1]] += before
        loop[:, : after.shape[1]] += after
    return np.clip(loop, -1, 1)


def _read(cue: Cue) -> Samples:
    """Exactly as many samples as the cue asks for; silence after the sound's end."""
    samples = np.zeros((2, cue.sample_count), np.float32)
    filled = 0
    for block in _decoded(cue.path, cue.from_second):
        taken = min(block.shape[1], cue.sample_count - filled)
        samples[:, filled : filled + taken] = block[:, :taken]
        filled += taken
        if filled == cue.sample_count:
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
    container.seek(int((origin + from_second) * av.time_base))
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


def _faded(samples: Samples, fade_samples: int) -> Samples:
    ramp = np.linspace(0, 1, fade_samples, endpoint=False, dtype=np.float32)
    faded = samples.copy()
    faded[:, :fade_samples] *= ramp
    faded[:, -fade_samples:] *= ramp[::-1]
    return faded
