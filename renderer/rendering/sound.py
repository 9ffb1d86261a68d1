"""What is heard during a scene: its clips' own sound, each at the level of all."""

import json
from dataclasses import asdict
from fractions import Fraction

from renderer.digests import canonical_json
from renderer.planning import (
    Level,
    Loudness,
    SoundAction,
    SoundCue,
    gain_db,
    loudness_key,
)
from renderer.store import Store
from renderer.timeline import FADE_FRAMES, FPS
from renderer.video.loudness import measure_loudness
from renderer.video.sound import RATE, Cue, Samples, mix_cues
from renderer.video.sound_encoding import RUN_SAMPLES

SAMPLES_PER_FRAME = RATE // FPS


def sound_of(action: SoundAction, store: Store) -> Samples:
    """What is heard during a scene, with RUN_SAMPLES before it and after."""
    cues = [_cue(cue, action.level, store) for cue in action.cues]
    sample_count = action.frame_count * SAMPLES_PER_FRAME + 2 * RUN_SAMPLES
    return mix_cues(cues, sample_count)


def _cue(cue: SoundCue, level: Level, store: Store) -> Cue:
    return Cue(
        path=store.path_of(cue.clip.sha256),
        from_second=Fraction(cue.clip.start_frame, FPS),
        at_sample=cue.at_frame * SAMPLES_PER_FRAME + RUN_SAMPLES,
        sample_count=cue.frame_count * SAMPLES_PER_FRAME,
        fade_samples=FADE_FRAMES * SAMPLES_PER_FRAME,
        gain_db=gain_db(_loudness_of(cue.clip.sha256, store), level),
    )


def _loudness_of(clip_sha256: str, store: Store) -> Loudness:
    """Measured once for each clip."""
    key = loudness_key(clip_sha256)
    known = store.result_of(key)
    if known is None:
        measured = measure_loudness(store.path_of(clip_sha256))
        known = store.keep_bytes(canonical_json(asdict(measured)))
        store.record(key, known)
    return Loudness(**json.loads(store.path_of(known.sha256).read_bytes()))
