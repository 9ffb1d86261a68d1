"""Segments join into a loop without a frame lost, added or changed."""

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from renderer.errors import MediaError
from renderer.layouts import Size
from renderer.planning import Encoding
from renderer.video.encoding import Stretch, encode_segment
from renderer.video.joining import join_loop
from renderer.video.planes import black_frame
from renderer.video.sound import RATE, Samples
from renderer.video.sound_encoding import RUN_SAMPLES, encode_sound

SIZE = Size(322, 162)  # its height is no multiple of four: copied, not lent


def frames(count: int, luma: int, size: Size = SIZE) -> list[Stretch]:
    frame = black_frame(size)
    frame.picture.planes[0][:] = luma
    return [Stretch(frame)] * count


def segment(folder: Path, count: int, luma: int, **encoding: int) -> Path:
    path = folder / f"{luma}.mp4"
    encode_segment(frames(count, luma), path, size=SIZE, encoding=Encoding(**encoding))
    return path


def decoded(path: Path) -> list[tuple[Fraction, int]]:
    with av.open(str(path)) as container:
        return [
            (f.pts * f.time_base, round(float(f.to_ndarray()[: f.height].mean())))
            for f in container.decode(video=0)
        ]


def silence(folder: Path, frame_count: int) -> list[Path]:
    return [sound(folder, np.zeros((2, frame_count * 1920), np.float32))]


def sound(folder: Path, samples: Samples, number: int = 0) -> Path:
    """A piece of a loop's sound, with silence around it."""
    path = folder / f"sound-{number}.mp4"
    encode_sound(np.pad(samples, ((0, 0), (RUN_SAMPLES, RUN_SAMPLES))), path)
    return path


def test_every_frame_has_its_exact_time(tmp_path: Path):
    paths = [segment(tmp_path, 40, 60), segment(tmp_path, 24, 120)]

    joined = join_loop(paths, silence(tmp_path, 64), tmp_path / "loop.mp4", fps=25)

    shown = decoded(tmp_path / "loop.mp4")
    assert joined == 64
    assert [time for time, _ in shown] == [Fraction(n, 25) for n in range(64)]
    assert [luma for _, luma in shown] == [60] * 40 + [120] * 24


def test_a_loop_is_h264_high_420_with_aac_and_its_index_in_front(tmp_path: Path):
    loop = tmp_path / "loop.mp4"

    join_loop([segment(tmp_path, 24, 60)], silence(tmp_path, 24), loop, fps=25)

    with av.open(str(loop)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert video.codec_context.name == "h264"
        assert video.codec_context.profile == "High"
        assert video.codec_context.pix_fmt == "yuv420p"
        assert (video.width, video.height) == (322, 162)
        assert video.average_rate == 25
        assert audio.codec_context.name == "aac"
        assert audio.codec_context.sample_rate == 48_000
    content = loop.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_every_group_of_pictures_is_closed_and_a_second_long(tmp_path: Path):
    path = segment(tmp_path, 80, 90)

    with av.open(str(path)) as container:
        packets = [p for p in container.demux(video=0) if p.size]
        keys = [p.pts * p.time_base for p in packets if p.is_keyframe]

    assert keys == [0, 1, 2, 3]


def test_the_same_frames_give_the_same_bytes(tmp_path: Path):
    (tmp_path / "again").mkdir()

    first = segment(tmp_path, 48, 77).read_bytes()
    second = segment(tmp_path / "again", 48, 77).read_bytes()

    assert first == second


ENCODE_A_MOVE = """
import sys
from pathlib import Path
import numpy as np
from renderer.layouts import Size
from renderer.planning import Encoding
from renderer.video.encoding import Stretch, encode_segment
from renderer.video.planes import black_frame

frame = black_frame(Size(320, 160))
noise = np.random.default_rng(1).integers(16, 235, (200, 400), np.uint8)

def moving():
    for number in range(40):
        frame.picture.planes[0][:] = noise[number : number + 160, number : number + 320]
        yield Stretch(frame)

path = Path(sys.argv[1])
encode_segment(moving(), path, size=Size(320, 160), encoding=Encoding())
"""


def test_what_was_in_memory_before_changes_no_byte(tmp_path: Path):
    made = set()
    for filling in ("1", "85", "170", "255"):
        path = tmp_path / f"{filling}.mp4"
        environment = {**os.environ, "MALLOC_PERTURB_": filling}
        command = [sys.executable, "-c", ENCODE_A_MOVE, str(path)]
        subprocess.run(command, env=environment, check=True)
        made.add(path.read_bytes())

    assert len(made) == 1


def test_a_segment_of_other_settings_is_not_joined(tmp_path: Path):
    paths = [segment(tmp_path, 24, 60), segment(tmp_path, 24, 61, gop_frames=24)]
    other = tmp_path / "other.mp4"
    size = Size(320, 160)
    encode_segment(frames(24, 62, size), other, size=size, encoding=Encoding())

    with pytest.raises(MediaError, match="settings differ"):
        join_loop(
            [paths[0], other], silence(tmp_path, 48), tmp_path / "loop.mp4", fps=25
        )


def heard(path: Path) -> tuple[Fraction, np.ndarray]:
    """When the sound begins, and its samples."""
    with av.open(str(path)) as container:
        blocks = list(container.decode(audio=0))
    begins = blocks[0].pts * blocks[0].time_base
    return begins, np.concatenate([block.to_ndarray() for block in blocks], axis=1)


def tones(sample_count: int) -> np.ndarray:
    """Speech-like: tones that come and go, and a little noise."""
    place = np.arange(sample_count)
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * place * 3 / sample_count)
    tone = sum(np.sin(2 * np.pi * f * place / RATE) for f in (220, 440.5, 1330, 3100))
    noise = np.random.default_rng(2).normal(0, 0.01, sample_count)
    return np.stack([0.1 * swell * tone + noise] * 2).astype(np.float32)


def errors_around(places: list[int], original: np.ndarray, found: np.ndarray) -> float:
    """Signal to error in dB over the 2,048 samples at each place, round the loop."""
    index = np.concatenate([np.arange(p - 1024, p + 1024) for p in places])
    kept = original[0].take(index, mode="wrap")
    error = kept - found[0].take(index, mode="wrap")
    return float(10 * np.log10((kept**2).mean() / (error**2).mean()))


def test_pieces_of_sound_join_without_a_click_and_without_a_seam(tmp_path: Path):
    lengths = [40, 24, 64, 32]
    total = sum(lengths) * 1920
    samples = tones(total)
    edges = [sum(lengths[:n]) * 1920 for n in range(len(lengths))]
    pieces = []
    for number, (start, length) in enumerate(zip(edges, lengths, strict=True)):
        around = np.arange(start - RUN_SAMPLES, start + length * 1920 + RUN_SAMPLES)
        path = tmp_path / f"{number}.mp4"
        encode_sound(samples.take(around, axis=1, mode="wrap"), path)
        pieces.append(path)
    loop = tmp_path / "loop.mp4"

    join_loop([segment(tmp_path, 160, 60)], pieces, loop, fps=25)

    begins, found = heard(loop)
    assert begins == 0
    assert found.shape[1] == total
    middle = [edge + 12 * 1920 for edge in edges]
    assert errors_around(edges, samples, found) > 20
    assert (
        errors_around(edges, samples, found) > errors_around(middle, samples, found) - 8
    )


def test_sound_and_picture_lie_side_by_side_in_the_file(tmp_path: Path):
    loop = tmp_path / "loop.mp4"

    join_loop([segment(tmp_path, 200, 60)], silence(tmp_path, 200), loop, fps=25)

    with av.open(str(loop)) as container:
        order = sorted(
            (packet.pos, packet.stream.type)
            for packet in container.demux()
            if packet.pts is not None
        )
    kinds = [kind for _, kind in order]
    turns = sum(one != other for one, other in zip(kinds, kinds[1:], strict=False))
    assert turns > 10
