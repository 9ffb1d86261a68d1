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
from renderer.video.encoding import encode_segment
from renderer.video.joining import join_loop
from renderer.video.planes import Frame, black_frame

SIZE = Size(322, 162)  # its height is no multiple of four: copied, not lent


def frames(count: int, luma: int, size: Size = SIZE) -> list[Frame]:
    frame = black_frame(size)
    frame.picture.planes[0][:] = luma
    return [frame] * count


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


def silence(frame_count: int) -> np.ndarray:
    return np.zeros((2, frame_count * 1920), np.float32)


def test_every_frame_has_its_exact_time(tmp_path: Path):
    paths = [segment(tmp_path, 40, 60), segment(tmp_path, 24, 120)]

    joined = join_loop(paths, silence(64), tmp_path / "loop.mp4", fps=25)

    shown = decoded(tmp_path / "loop.mp4")
    assert joined == 64
    assert [time for time, _ in shown] == [Fraction(n, 25) for n in range(64)]
    assert [luma for _, luma in shown] == [60] * 40 + [120] * 24


def test_a_loop_is_h264_high_420_with_aac_and_its_index_in_front(tmp_path: Path):
    loop = tmp_path / "loop.mp4"

    join_loop([segment(tmp_path, 24, 60)], silence(24), loop, fps=25)

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
from renderer.video.encoding import encode_segment
from renderer.video.planes import black_frame

frame = black_frame(Size(320, 160))
noise = np.random.default_rng(1).integers(16, 235, (200, 400), np.uint8)

def moving():
    for number in range(40):
        frame.picture.planes[0][:] = noise[number : number + 160, number : number + 320]
        yield frame

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
        join_loop([paths[0], other], silence(48), tmp_path / "loop.mp4", fps=25)
