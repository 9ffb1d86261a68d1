"""Clips are decoded to their end; what does not decode is refused with its reason."""

from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image

from hub.media.probe import ProbeError, probe_audio, probe_video
from tests.fakes.videos import write_video


@pytest.fixture(autouse=True)
def _reasons_in_english() -> None:
    translation.activate("en")


def cut(path: Path, part: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    return path


def test_a_good_clip_is_measured(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", seconds=2, size=(320, 180), has_sound=True)

    facts = probe_video(clip)

    assert (facts.width, facts.height) == (320, 180)
    assert facts.frame_rate == Fraction(25)
    assert facts.frame_count == 50
    assert facts.duration_ms == 2000
    assert facts.codec == "h264"
    assert facts.has_audio


def test_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    assert not probe_video(write_video(tmp_path / "a.mp4", seconds=1)).has_audio


def test_another_frame_rate_is_kept_exactly(tmp_path: Path) -> None:
    facts = probe_video(write_video(tmp_path / "a.mp4", seconds=1, fps=30))

    assert facts.frame_rate == Fraction(30)
    assert facts.frame_count == 30


def test_a_clip_cut_off_before_its_index_is_refused(tmp_path: Path) -> None:
    clip = cut(write_video(tmp_path / "a.mp4", seconds=2), 0.5)

    with pytest.raises(ProbeError, match="damaged or of an unknown format"):
        probe_video(clip)


def test_a_clip_that_says_it_is_longer_than_it_is_is_refused(tmp_path: Path) -> None:
    """Matroska keeps its length in front, so a cut-off file still opens."""
    clip = cut(write_video(tmp_path / "a.mkv", seconds=4), 0.6)

    with pytest.raises(ProbeError, match=r"says it is 4\.0 seconds long"):
        probe_video(clip)


def test_a_clip_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", seconds=2)
    content = bytearray(clip.read_bytes())
    middle = len(content) // 3
    content[middle : middle + 400] = bytes(400)
    clip.write_bytes(bytes(content))

    with pytest.raises(ProbeError):
        probe_video(clip)


def test_a_still_picture_is_no_clip(tmp_path: Path) -> None:
    picture = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48)).save(picture)

    with pytest.raises(ProbeError, match="upload it as a picture"):
        probe_video(picture)


def test_any_other_file_is_no_clip(tmp_path: Path) -> None:
    letter = tmp_path / "a.mp4"
    letter.write_text("Kính gửi Sở Thông tin và Truyền thông")

    with pytest.raises(ProbeError, match="damaged or of an unknown format"):
        probe_video(letter)


def test_sound_alone_is_no_clip_and_pictures_alone_no_recording(tmp_path: Path) -> None:
    silent = write_video(tmp_path / "a.mp4", seconds=1)

    with pytest.raises(ProbeError, match="no sound"):
        probe_audio(silent)


def test_the_reason_is_in_the_language_that_is_active(tmp_path: Path) -> None:
    letter = tmp_path / "a.mp4"
    letter.write_text("thư")

    with translation.override("vi"), pytest.raises(ProbeError, match="Tệp bị hỏng"):
        probe_video(letter)


@pytest.mark.parametrize(
    ("name", "codec", "frame_count", "has_audio"),
    [
        ("big_buck_bunny_0_30.webm", "vp8", 720, True),
        ("bikes.mp4", "h264", 250, False),
        ("smpte-2997.mp4", "h264", 251, True),
    ],
)
def test_real_footage_is_measured(
    real_media: Path, name: str, codec: str, frame_count: int, has_audio: bool
) -> None:
    facts = probe_video(real_media / name)

    assert facts.codec == codec
    assert facts.frame_count == frame_count
    assert facts.has_audio is has_audio


def test_a_real_recording_is_measured(real_media: Path) -> None:
    facts = probe_audio(real_media / "rain.mp3")

    assert facts.duration_ms == 60460
    assert facts.width is None


def test_real_footage_cut_off_on_its_way_is_refused(
    real_media: Path, tmp_path: Path
) -> None:
    clip = tmp_path / "cut.webm"
    clip.write_bytes((real_media / "big_buck_bunny_0_30.webm").read_bytes())

    with pytest.raises(ProbeError, match="says it is"):
        probe_video(cut(clip, 0.6))
