"""What each face shows during a scene: all that its pixels depend on. Pure."""

from dataclasses import dataclass, replace

from renderer.layouts import Rect, Size
from renderer.programme import Canvas, Face, Item, ItemKind, Picture
from renderer.timeline import Scene

FILLER_TEMPLATE = "filler"


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
    variant: str  # of the theme: day, night
    theme_digest: str
    frame_count: int
    faces: tuple[FaceShot, ...]


def plan_scene(
    canvas: Canvas,
    scene: Scene,
    *,
    theme: str,
    variant: str = "day",
    theme_digest: str,
) -> SceneShot:
    """What every face of the canvas shows during a scene."""
    faces = tuple(_face_shot(face, scene) for face in canvas.faces)
    return SceneShot(
        canvas.size, theme, variant, theme_digest, scene.frame_count, faces
    )


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
        clip=clip_shot(item, scene),
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


def clip_shot(item: Item, scene: Scene) -> ClipShot | None:
    """Where a scene's clip goes on; None for what is no clip."""
    if item.kind is not ItemKind.CLIP or item.clip is None:
        return None
    return ClipShot(item.clip.file.sha256, scene.clip_start_frame)
