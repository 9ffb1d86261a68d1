"""Clips are decoded to their end; what does not decode is refused with its reason."""

from pathlib import Path

import pytest
from PIL import Image

from hub.media.checks import FileRefusedError, checked
from hub.media.sandbox.answers import FileFacts, FindingCode, Kind
from tests.fakes.hostile import cut, rotten, without_middle
from tests.fakes.odd_videos import pattern, write_pictures
from tests.fakes.videos import write_video
from tests.hub.media.reading import reason_against, report_of


def test_a_good_clip_is_measured(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "a.mp4", seconds=2, size=(320, 180), has_sound=True)

    report = report_of(clip)

    assert report.source == FileFacts(
        duration_ms=2000,
        codec="h264",
        has_audio=True,
        width=320,
        height=180,
        frame_rate="25",
        frame_count=50,
    )


def test_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    report = report_of(write_video(tmp_path / "a.mp4", seconds=1))

    assert not report.source.has_audio
    assert FindingCode.NO_SOUND in {one.code for one in report.findings}


def test_a_clip_cut_off_before_its_index_is_refused(tmp_path: Path) -> None:
    clip = cut(write_video(tmp_path / "a.mp4", seconds=2), 0.5)

    assert "damaged or of an unknown format" in reason_against(clip)


def test_a_clip_that_says_it_is_longer_than_it_is_is_refused(tmp_path: Path) -> None:
    """Matroska keeps its length in front, so a cut-off file still opens."""
    clip = cut(write_video(tmp_path / "a.mkv", seconds=4), 0.6)

    assert "says it is 4.0 seconds long" in reason_against(clip)


def test_a_clip_damaged_in_the_middle_is_refused_and_says_where(tmp_path: Path) -> None:
    clip = rotten(write_video(tmp_path / "a.mp4", seconds=4))

    assert "damaged 0:01.84 from its beginning" in reason_against(clip)


def test_a_clip_whose_frames_leave_a_hole_is_refused_and_says_where(
    tmp_path: Path,
) -> None:
    """Its index and its length agree: only the frames' own times tell."""
    moments = [*range(0, 1000, 40), *range(4000, 5000, 40)]
    clip = write_pictures(
        tmp_path / "a.mp4", (pattern(n) for n in range(50)), moments=moments
    )

    assert "A part is missing, from 0:00.96 to 0:04" in reason_against(clip)


def test_a_slow_slide_show_has_no_hole(tmp_path: Path) -> None:
    moments = range(0, 12_000, 3000)
    clip = write_pictures(
        tmp_path / "a.mp4", (pattern(n) for n in range(4)), moments=moments
    )

    assert report_of(clip).source.frame_count == 4


def test_a_still_picture_is_no_clip(tmp_path: Path) -> None:
    clip = write_pictures(tmp_path / "a.mp4", [pattern(0)])

    assert "upload it as a picture" in reason_against(clip)


def test_a_picture_named_as_a_clip_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "a.mp4"
    Image.new("RGB", (64, 48)).save(picture, "JPEG")

    assert "unknown format" in reason_against(picture)


def test_sound_alone_is_no_clip_and_pictures_alone_no_recording(tmp_path: Path) -> None:
    silent = write_video(tmp_path / "a.mp4", seconds=1)

    assert "no sound" in reason_against(silent, Kind.SOUND)


def test_the_reason_is_in_the_language_that_is_active(tmp_path: Path) -> None:
    letter = tmp_path / "a.mp4"
    letter.write_text("thư")

    with (
        pytest.raises(FileRefusedError, match="Tệp bị hỏng"),
        checked(letter, Kind.CLIP),
    ):
        pass


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
    source = report_of(real_media / name).source

    assert (source.codec, source.frame_count) == (codec, frame_count)
    assert source.has_audio is has_audio


def test_a_real_recording_is_measured(real_media: Path) -> None:
    report = report_of(real_media / "rain.mp3", Kind.SOUND)

    assert report.source.duration_ms == 60460
    assert report.source.width is None
    assert report.loudness is not None
    assert report.loudness.integrated_lufs == pytest.approx(-18.3, abs=0.2)


def test_real_footage_cut_off_on_its_way_is_refused(
    real_media: Path, tmp_path: Path
) -> None:
    clip = tmp_path / "cut.webm"
    clip.write_bytes((real_media / "big_buck_bunny_0_30.webm").read_bytes())

    assert "says it is" in reason_against(cut(clip, 0.6))


def test_real_footage_without_its_middle_is_refused(
    real_media: Path, tmp_path: Path
) -> None:
    """It begins and ends as it should, and decodes: only its times have a hole."""
    clip = tmp_path / "hole.webm"
    clip.write_bytes((real_media / "big_buck_bunny_0_30.webm").read_bytes())

    reason = reason_against(without_middle(clip, 0.4, 0.7))

    assert "damaged" in reason or "A part is missing" in reason
