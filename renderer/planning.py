"""Which segments a loop is made of, and the name of each. Pure.

A segment's key is the digest of everything its pixels depend on and of nothing else:
so what did not change is found again, whoever asks, and what did change is not.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from renderer.digests import digest_of_value
from renderer.layouts import Rect, Size
from renderer.programme import Canvas, Face, Item, ItemKind, Picture
from renderer.timeline import FADE_FRAMES, FPS, Scene, Timeline

# Raise it when the same action comes to mean other pixels: a changed scene, compositor
# or encoder call.
ENGINE = 1

FILLER_TEMPLATE = "filler"


@dataclass(frozen=True)
class Encoding:
    """What enters the stream's headers; the same for all segments of a loop."""

    preset: str = "veryfast"
    crf: int = 20
    fps: int = FPS
    gop_frames: int = 25


@dataclass(frozen=True)
class Words:
    """The text one face shows, in one language."""

    language: str
    title: str
    body: str
    agency: str


@dataclass(frozen=True)
class PictureShot:
    """A picture of the store, the middle of what matters in it, and its caption."""

    sha256: str
    focus_x: float
    focus_y: float
    caption: str


@dataclass(frozen=True)
class ClipShot:
    """A clip of the store from a frame (at the loop's 25 fps) on."""

    sha256: str
    start_frame: int


@dataclass(frozen=True)
class FaceShot:
    """All that one face's pixels depend on during a scene."""

    rect: Rect
    rotation_deg: int
    template: str
    words: Words
    pictures: tuple[PictureShot, ...]
    clip: ClipShot | None

    @property
    def upright_size(self) -> Size:
        """The size a viewer sees: a turned cabinet is composed upright, then turned."""
        return self.rect.size.turned(self.rotation_deg)


@dataclass(frozen=True)
class SceneShot:
    """All that a canvas's pixels depend on during a scene."""

    canvas: Size
    theme: str
    theme_digest: str
    frame_count: int
    faces: tuple[FaceShot, ...]


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
    timeline: Timeline, *, theme: str, theme_digest: str, encoding: Encoding
) -> LoopPlan:
    """For each scene the fade into it from the one before, then its body."""
    shots = [
        plan_scene(timeline.canvas, scene, theme=theme, theme_digest=theme_digest)
        for scene in timeline.scenes
    ]
    actions: list[Action] = []
    for index, (scene, shot) in enumerate(zip(timeline.scenes, shots, strict=True)):
        slot_id = scene.slot.id if scene.slot else FILLER_TEMPLATE
        actions.append(FadeAction(shots[index - 1], shot, encoding, slot_id))
        actions.append(BodyAction(shot, encoding, slot_id))
    return LoopPlan(timeline.canvas.size, tuple(actions), _cues(timeline), encoding)


def plan_scene(
    canvas: Canvas, scene: Scene, *, theme: str, theme_digest: str
) -> SceneShot:
    """What every face of the canvas shows during a scene."""
    faces = tuple(_face_shot(face, scene) for face in canvas.faces)
    return SceneShot(canvas.size, theme, theme_digest, scene.frame_count, faces)


def alone(scene: SceneShot, face: int) -> SceneShot:
    """The scene on one of its faces only, upright, on a canvas of that face's size."""
    shot = scene.faces[face]
    size = shot.upright_size
    upright = replace(shot, rect=Rect(0, 0, size.width, size.height), rotation_deg=0)
    return replace(scene, canvas=size, faces=(upright,))


def _face_shot(face: Face, scene: Scene) -> FaceShot:
    language = face.language_at(scene.step)
    if scene.slot is None:
        words = Words(language, title="", body="", agency="")
        return FaceShot(
            face.rect, face.rotation_deg, FILLER_TEMPLATE, words, pictures=(), clip=None
        )
    item = scene.slot.item
    return FaceShot(
        face.rect,
        face.rotation_deg,
        template=item.kind.lower(),
        words=_words(item, language),
        pictures=_picture_shots(item, language),
        clip=_clip_shot(item, scene),
    )


def _words(item: Item, language: str) -> Words:
    text = item.text_in(language)
    return Words(
        language,
        title=text.title,
        body=text.body,
        agency=item.agency.name_in(language),
    )


def _picture_shots(item: Item, language: str) -> tuple[PictureShot, ...]:
    match item.kind:
        case ItemKind.GALLERY:
            return tuple(
                _picture_shot(p, p.caption_in(language)) for p in item.pictures
            )
        case ItemKind.STORY | ItemKind.NOTICE:
            return tuple(_picture_shot(p, caption="") for p in item.pictures[:1])
        case ItemKind.CLIP:
            return ()


def _picture_shot(picture: Picture, caption: str) -> PictureShot:
    return PictureShot(picture.file.sha256, picture.focus_x, picture.focus_y, caption)


def _clip_shot(item: Item, scene: Scene) -> ClipShot | None:
    if item.kind is not ItemKind.CLIP or item.clip is None:
        return None
    return ClipShot(item.clip.file.sha256, scene.clip_start_frame)


def _cues(timeline: Timeline) -> tuple[SoundCue, ...]:
    cues = []
    for start, scene in zip(timeline.starts, timeline.scenes, strict=True):
        item = scene.slot.item if scene.slot else None
        clip = _clip_shot(item, scene) if item else None
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
    """A theme is what its files say: its name changes no pixel."""
    value = asdict(scene)
    del value["theme"]
    return value
