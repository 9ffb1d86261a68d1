"""Which segments a loop is made of, and the name of each. Pure.

A segment's key is the digest of everything its pixels depend on and of nothing else:
so what did not change is found again, whoever asks, and what did change is not.
"""

from dataclasses import asdict, dataclass
from typing import Any

from renderer.digests import digest_of_value
from renderer.layouts import Size
from renderer.planning.shots import (
    FILLER_TEMPLATE,
    ClipShot,
    SceneShot,
    clip_shot,
    plan_scene,
)
from renderer.timeline import FADE_FRAMES, FPS, Timeline

# Raise it when the same action comes to mean other pixels: a changed scene, compositor
# or encoder call.
ENGINE = 1


@dataclass(frozen=True)
class Encoding:
    """What enters the stream's headers; the same for all segments of a loop."""

    preset: str = "veryfast"
    crf: int = 20
    fps: int = FPS
    gop_frames: int = 25


@dataclass(frozen=True)
class BodyAction:
    """Renders a scene alone: its frames from FADE_FRAMES to its end."""

    scene: SceneShot
    encoding: Encoding
    slot_id: str

    @property
    def frame_count(self) -> int:
        return self.scene.frame_count - FADE_FRAMES

    @property
    def key(self) -> str:
        return _key("body", self.encoding, self.scene)


@dataclass(frozen=True)
class FadeAction:
    """Renders the FADE_FRAMES in which one scene gives way to the next."""

    before: SceneShot
    after: SceneShot
    encoding: Encoding
    slot_id: str

    @property
    def frame_count(self) -> int:
        return FADE_FRAMES

    @property
    def key(self) -> str:
        return _key("fade", self.encoding, self.before, self.after)


type Action = BodyAction | FadeAction


@dataclass(frozen=True)
class SoundCue:
    """A clip's own sound over some frames of the loop."""

    at_frame: int
    frame_count: int
    clip: ClipShot


@dataclass(frozen=True)
class LoopPlan:
    """The segments of a loop in order, and its sound."""

    canvas: Size
    actions: tuple[Action, ...]
    cues: tuple[SoundCue, ...]
    encoding: Encoding

    @property
    def frame_count(self) -> int:
        return sum(action.frame_count for action in self.actions)

    @property
    def key(self) -> str:
        return digest_of_value(
            {
                "engine": ENGINE,
                "segments": [action.key for action in self.actions],
                "cues": [asdict(cue) for cue in self.cues],
            }
        )


def plan_loop(
    timeline: Timeline,
    *,
    theme: str,
    variant: str = "day",
    theme_digest: str,
    encoding: Encoding,
) -> LoopPlan:
    """For each scene the fade into it from the one before, then its body."""
    shots = [
        plan_scene(
            timeline.canvas,
            scene,
            theme=theme,
            variant=variant,
            theme_digest=theme_digest,
        )
        for scene in timeline.scenes
    ]
    actions: list[Action] = []
    for index, (scene, shot) in enumerate(zip(timeline.scenes, shots, strict=True)):
        slot_id = scene.slot.id if scene.slot else FILLER_TEMPLATE
        actions.append(FadeAction(shots[index - 1], shot, encoding, slot_id))
        actions.append(BodyAction(shot, encoding, slot_id))
    return LoopPlan(timeline.canvas.size, tuple(actions), _cues(timeline), encoding)


def _cues(timeline: Timeline) -> tuple[SoundCue, ...]:
    cues = []
    for start, scene in zip(timeline.starts, timeline.scenes, strict=True):
        item = scene.slot.item if scene.slot else None
        clip = clip_shot(item, scene) if item else None
        if item and item.clip and item.clip.has_audio and clip:
            # The sound runs on beneath the fade, as the picture does.
            cues.append(SoundCue(start, scene.frame_count + FADE_FRAMES, clip))
    return tuple(cues)


def _key(kind: str, encoding: Encoding, *scenes: SceneShot) -> str:
    named: dict[str, Any] = {
        "engine": ENGINE,
        "kind": kind,
        "encoding": asdict(encoding),
        "scenes": [_pixels_of(scene) for scene in scenes],
    }
    return digest_of_value(named)


def _pixels_of(scene: SceneShot) -> dict[str, Any]:
    """A theme is what its files say: no name of it changes a pixel."""
    value = asdict(scene)
    del value["theme"], value["variant"]
    return value
