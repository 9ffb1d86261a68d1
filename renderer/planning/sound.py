"""What is heard during each scene of a loop, and how loud. Pure.

Sound is made scene by scene as pictures are: what did not change is found again.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from renderer.digests import digest_of_value
from renderer.planning.shots import FILLER_TEMPLATE, ClipShot, clip_shot
from renderer.timeline import FADE_FRAMES, Timeline

# Raise it when the same action comes to mean other sound.
SOUND_ENGINE = 1

# Sound is encoded with what is heard this long before and after it, so that pieces join.
RUN_FRAMES = 2

# How long the chime of an urgent message lasts, the fades at its ends included.
CHIME_FRAMES = 104

# What is quieter than this is no programme but the noise of a room.
SILENCE_LUFS = -60.0
# A whisper made as loud as speech brings its hiss with it.
MOST_GAIN_DB = 20.0


@dataclass(frozen=True)
class Level:
    """How loud everything is made, by EBU R128: the whole in LUFS, its peaks in dBTP."""

    target_lufs: float = -23.0
    most_peak_dbtp: float = -1.0


@dataclass(frozen=True)
class Loudness:
    """What was measured of a clip's sound."""

    integrated_lufs: float
    peak_dbtp: float


@dataclass(frozen=True)
class SoundCue:
    """A clip's own sound over some frames, counted from where the action begins."""

    at_frame: int
    frame_count: int
    clip: ClipShot


@dataclass(frozen=True)
class SoundAction:
    """Renders what is heard during a scene."""

    frame_count: int
    cues: tuple[SoundCue, ...]
    level: Level
    slot_id: str

    @property
    def key(self) -> str:
        """Silence is the same wherever it is heard."""
        return digest_of_value(
            {
                "engine": SOUND_ENGINE,
                "kind": "sound",
                "frames": self.frame_count,
                "cues": [asdict(cue) for cue in self.cues],
                "level": asdict(self.level) if self.cues else None,
            }
        )


def plan_sound(timeline: Timeline, level: Level) -> tuple[SoundAction, ...]:
    """One action for each scene, in order; the last one's sound runs on in the first."""
    cues = tuple(_cues(timeline))
    return tuple(
        SoundAction(
            scene.frame_count,
            tuple(_heard(cues, start, scene.frame_count, timeline.frame_count)),
            level,
            scene.slot.id if scene.slot else FILLER_TEMPLATE,
        )
        for start, scene in zip(timeline.starts, timeline.scenes, strict=True)
    )


def plan_silence(timeline: Timeline) -> tuple[SoundAction, ...]:
    """For the hours in which a wall is not to be heard."""
    return tuple(replace(a, cues=()) for a in plan_sound(timeline, Level()))


def gain_db(loudness: Loudness, level: Level) -> float:
    """What brings a clip to its level without its peaks being cut. Silence is left."""
    if loudness.integrated_lufs < SILENCE_LUFS:
        return 0.0
    wanted = level.target_lufs - loudness.integrated_lufs
    return min(wanted, level.most_peak_dbtp - loudness.peak_dbtp, MOST_GAIN_DB)


def loudness_key(clip_sha256: str) -> str:
    """The name under which a clip's measured loudness is kept."""
    return digest_of_value(
        {"engine": SOUND_ENGINE, "kind": "loudness", "of": clip_sha256}
    )


def _cues(timeline: Timeline) -> Iterator[SoundCue]:
    """Every clip's sound and every chime, at its frame of the loop."""
    for start, scene in zip(timeline.starts, timeline.scenes, strict=True):
        slot = scene.slot
        urgent = slot.item.urgent if slot else None
        if urgent and urgent.chime and scene.step == 0:
            yield SoundCue(start, CHIME_FRAMES, ClipShot(urgent.chime, 0))
        # Where every face leaves the slot out, nobody sees what would be heard.
        is_seen = slot and any(
            face.languages_of(slot) for face in timeline.canvas.faces
        )
        item = slot.item if slot and is_seen else None
        clip = clip_shot(item, scene) if item else None
        if item and item.clip and item.clip.has_audio and clip:
            # The sound runs on beneath the fade, as the picture does.
            yield SoundCue(start, scene.frame_count + FADE_FRAMES, clip)


def _heard(
    cues: tuple[SoundCue, ...], start: int, frame_count: int, loop_frames: int
) -> Iterator[SoundCue]:
    """The cues heard from just before a scene until just after it, round the loop."""
    first, end = start - RUN_FRAMES, start + frame_count + RUN_FRAMES
    for cue in cues:
        for turn in (-1, 0, 1):
            at = cue.at_frame + turn * loop_frames
            if at < end and first < at + cue.frame_count:
                yield replace(cue, at_frame=at - start)
