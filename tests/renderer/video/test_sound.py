"""A clip's sound is heard where its picture is seen, and nowhere else."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from renderer.errors import MediaError
from renderer.video.sound import RATE, Cue, mix_cues
from tests.fakes.videos import write_video


def loudness(samples: np.ndarray) -> float:
    return float(np.sqrt((samples**2).mean()))


def a_cue(path: Path, *, at: int, count: int = RATE, fade: int = RATE // 10) -> Cue:
    return Cue(path, Fraction(1), at, count, fade)


def test_a_cue_sounds_only_over_its_samples(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True)

    sound = mix_cues([a_cue(path, at=RATE)], 3 * RATE)

    assert sound.shape == (2, 3 * RATE)
    assert loudness(sound[:, :RATE]) == 0
    assert loudness(sound[:, RATE : 2 * RATE]) == pytest.approx(0.33, abs=0.03)
    assert loudness(sound[:, 2 * RATE :]) == 0


def test_a_cue_that_began_earlier_is_joined_in_its_middle(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True)
    whole = mix_cues([a_cue(path, at=0)], RATE)

    rest = mix_cues([a_cue(path, at=-RATE // 2)], RATE // 2)

    assert np.abs(rest - whole[:, RATE // 2 :]).max() < 0.02


def test_a_cue_is_made_louder_or_softer_by_its_gain(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True)
    plain = mix_cues([a_cue(path, at=0)], RATE)

    softer = mix_cues([replace(a_cue(path, at=0), gain_db=-20.0)], RATE)

    assert np.allclose(softer, plain / 10, atol=1e-6)


def test_sound_fades_in_and_out(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", has_sound=True)

    sound = mix_cues([a_cue(path, at=0, fade=RATE // 4)], RATE)

    assert abs(sound[0, 0]) == 0
    assert (
        loudness(sound[:, :500]) < loudness(sound[:, RATE // 2 : RATE // 2 + 500]) / 5
    )
    assert (
        loudness(sound[:, -500:]) < loudness(sound[:, RATE // 2 : RATE // 2 + 500]) / 5
    )


def test_a_clip_that_is_silent_to_its_end_stays_silent(tmp_path: Path):
    path = write_video(tmp_path / "a.mp4", seconds=2, has_sound=True)

    sound = mix_cues([a_cue(path, at=0, count=2 * RATE)], 2 * RATE)

    assert loudness(sound[:, RATE + 5000 :]) == 0


def test_a_file_without_sound_is_refused_by_name(tmp_path: Path):
    path = write_video(tmp_path / "mute.mp4")

    with pytest.raises(MediaError) as refusal:
        mix_cues([a_cue(path, at=0)], RATE)

    assert refusal.value.where == "mute.mp4"
