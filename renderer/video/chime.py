"""The chime before an urgent message: two notes of a bell, falling, soft from the first.

Made here, so that nobody's recording is needed; brought to the level of all other sound
by whoever mixes it.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from renderer.planning import CHIME_FRAMES
from renderer.timeline import FADE_FRAMES, FPS
from renderer.video.sound import RATE
from renderer.video.sound_encoding import RUN_SAMPLES, encode_sound

# E and C, a third apart: heard through wind and engines, and no siren.
NOTES_HZ = (659.25, 523.25)
SECONDS_BETWEEN = 0.55
# Of each note its overtones, by their loudness; the higher ones die away sooner.
OVERTONES = (1.0, 0.35, 0.12)
SECONDS_TO_RISE = 0.02
SECONDS_TO_FALL = 0.5
LOUDEST = 0.5


def write_chime(path: Path) -> None:
    """CHIME_FRAMES long, silent while a cue fades in at its start and out at its end."""
    lead = FADE_FRAMES * RATE // FPS
    time = np.arange(CHIME_FRAMES * RATE // FPS - 2 * lead) / RATE
    sound = sum(
        _note(time - number * SECONDS_BETWEEN, pitch)
        for number, pitch in enumerate(NOTES_HZ)
    )
    # Down to nothing at the very end, whatever is left of the last note.
    sound = sound * np.clip((time[-1] - time) / 0.2, 0, 1)
    whole = np.pad(sound * LOUDEST / np.abs(sound).max(), lead + RUN_SAMPLES)
    encode_sound(np.stack([whole, whole]).astype(np.float32), path)


def _note(time: NDArray[np.float64], pitch_hz: float) -> NDArray[np.float64]:
    """A bell struck at 0."""
    struck = np.maximum(time, 0)
    rise = np.sin(np.clip(struck / SECONDS_TO_RISE, 0, 1) * np.pi / 2)
    tones = [
        share
        * np.sin(2 * np.pi * pitch_hz * (number + 1) * struck)
        * np.exp(-struck * (number + 1) / SECONDS_TO_FALL)
        for number, share in enumerate(OVERTONES)
    ]
    return np.asarray(rise * sum(tones))
