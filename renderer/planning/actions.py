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
    SceneShot,
    plan_scenes,
)
from renderer.planning.sound import SoundAction
from renderer.timeline import FADE_FRAMES, FPS, Timeline

# Raise it when the same action comes to mean other pixels: a changed scene, compositor
# or encoder call.
ENGINE = 9


@dataclass(frozen=True)
class Encoding:
    """What enters the stream's headers; the same for all segments of a loop."""

    preset: str = "veryfast"
    crf: int = 20
    fps: int = FPS
    gop_frames: int = 25
    # What stands still is one whole picture for each group of pictures, and between them
    # nothing but “as before”.
    holds_stills: bool = False


# For what stands still and must come quickly over a bad line: a whole picture every ten
# seconds is enough to enter it anywhere.
SMALL = Encoding(gop_frames=250, holds_stills=True)


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


type PictureAction = BodyAction | FadeAction
type Action = PictureAction | SoundAction


@dataclass(frozen=True)
class LoopPlan:
    """The segments of a loop in order: what is seen, and what is heard."""

    canvas: Size
    pictures: tuple[PictureAction, ...]
    sounds: tuple[SoundAction, ...]
    encoding: Encoding

    @property
    def actions(self) -> tuple[Action, ...]:
        return (*self.pictures, *self.sounds)

    @property
    def frame_count(self) -> int:
        return sum(action.frame_count for action in self.pictures)

    @property
    def key(self) -> str:
        return digest_of_value(
            {"engine": ENGINE, "segments": [action.key for action in self.actions]}
        )


def plan_loop(
    timeline: Timeline,
    *,
    theme: str,
    variant: str,
    theme_digest: str,
    encoding: Encoding,
    sounds: tuple[SoundAction, ...],
) -> LoopPlan:
    """For each scene the fade into it from the one before, then its body."""
    shots = plan_scenes(
        timeline, theme=theme, variant=variant, theme_digest=theme_digest
    )
    pictures: list[PictureAction] = []
    for index, (scene, shot) in enumerate(zip(timeline.scenes, shots, strict=True)):
        slot_id = scene.slot.id if scene.slot else FILLER_TEMPLATE
        pictures.append(FadeAction(shots[index - 1], shot, encoding, slot_id))
        pictures.append(BodyAction(shot, encoding, slot_id))
    return LoopPlan(timeline.canvas.size, tuple(pictures), sounds, encoding)


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
