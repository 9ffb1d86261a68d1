"""Makes the master of a film or a recording that was found good."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from hub.media.sandbox.answers import FileFacts
from hub.media.sandbox.filters import Chain, Step, picture_chain, sound_chain
from hub.media.sandbox.look import Look
from hub.media.sandbox.opening import find_pictures, find_sound, opened, prepare
from hub.media.sandbox.writing import RATE, SAMPLE_RATE, MasterWriter, writing


def write_clip_master(
    source: Path,
    target: Path,
    look: Look,
    size: tuple[int, int],
    *,
    start: Fraction,
    seconds: Fraction,
    is_interlaced: bool,
) -> FileFacts:
    """`start`: when the source's first picture is shown, on its own clock."""
    with opened(source) as container:
        video, sound = find_pictures(container), find_sound(container)
        steps = _picture_steps(look, size, target.parent, is_interlaced=is_interlaced)
        chains: dict[int, Chain] = {video.index: picture_chain(video, steps)}
        if sound is not None:
            chains[sound.index] = sound_chain(sound, _sound_steps(start, seconds))
        with writing(target, size, has_sound=sound is not None) as writer:
            _pump(container, [video, *([sound] if sound else [])], chains, writer)
    return writer.facts()


def write_sound_master(
    source: Path, target: Path, *, start: Fraction, seconds: Fraction
) -> FileFacts:
    with opened(source) as container:
        sound = container.streams.audio[0]
        chains = {sound.index: sound_chain(sound, _sound_steps(start, seconds))}
        with writing(target, None, has_sound=True) as writer:
            _pump(container, [sound], chains, writer)
    return writer.facts()


def _pump(
    container: Any,
    streams: Sequence[Any],
    chains: dict[int, Chain],
    writer: MasterWriter,
) -> None:
    prepare(*streams)
    for packet in container.demux(*streams):
        for frame in packet.decode():
            _write(writer, chains[packet.stream.index].push(frame))
    for chain in chains.values():
        _write(writer, chain.flush())


def _write(writer: MasterWriter, frames: Iterator[Any]) -> None:
    for frame in frames:
        if isinstance(frame, av.VideoFrame):
            writer.add_picture(frame)
        else:
            writer.add_sound(frame)


def _picture_steps(
    look: Look, size: tuple[int, int], folder: Path, *, is_interlaced: bool
) -> list[Step]:
    unwoven = [("bwdif", "mode=send_frame:deint=all")] if is_interlaced else []
    even = [("setpts", "PTS-STARTPTS"), ("fps", f"{RATE}:start_time=0")]
    scaled = look.steps(size, "yuv420p", folder, flags="bicubic")
    return [*unwoven, *even, *scaled]


def _sound_steps(start: Fraction, seconds: Fraction) -> list[Step]:
    """As long as the pictures to the sample, and in step with the first of them."""
    samples = round(seconds * SAMPLE_RATE)
    return [
        ("asetpts", f"PTS-{float(start)}/TB"),
        ("aresample", f"{SAMPLE_RATE}:async=1000:first_pts=0"),
        ("aformat", "sample_fmts=fltp:channel_layouts=stereo"),
        ("apad", f"whole_len={samples}"),
        ("atrim", f"end_sample={samples}"),
    ]
