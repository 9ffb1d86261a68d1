"""Loudness is measured as EBU R128 has it."""

from pathlib import Path

import pytest

from renderer.errors import MediaError
from renderer.video.loudness import measure_loudness
from tests.fakes.videos import write_video


def test_a_tone_has_the_loudness_that_the_recommendation_gives_it(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True)

    measured = measure_loudness(path)

    # A sine of half of full scale in both channels: −6.02 dBFS, and 440 Hz weighs −0.7 dB
    # against the 1 kHz at which a sine in both channels reads as its level.
    assert measured.integrated_lufs == pytest.approx(-6.7, abs=0.4)
    assert measured.peak_dbtp == pytest.approx(-6.0, abs=0.3)


def test_silence_is_measured_as_silence(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True, amplitude=0)

    measured = measure_loudness(path)

    assert measured.integrated_lufs <= -69
    assert measured.peak_dbtp <= -69


def test_a_file_without_sound_is_refused_by_name(tmp_path: Path):
    path = write_video(tmp_path / "mute.mp4")

    with pytest.raises(MediaError) as refusal:
        measure_loudness(path)

    assert refusal.value.where == "mute.mp4"
