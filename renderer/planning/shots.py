"""What each face shows during a scene: all that its pixels depend on. Pure."""

from dataclasses import dataclass, replace

from renderer.layouts import Rect, Size
from renderer.legibility import UNKNOWN_DISTANCE, LetterHeights, letter_heights
from renderer.programme import Canvas, Face, Item, ItemKind, Picture
from renderer.timeline import FPS, Pace, Scene, Timeline, has_ticker

FILLER_TEMPLATE = "filler"
# A code to the item's public page is shown with what stands still long enough.
WITH_CODE = frozenset({ItemKind.STORY, ItemKind.NOTICE, ItemKind.GALLERY})


@dataclass(frozen=True)
class Words:
    """The text one face shows, in one language."""

    language: str
    title: str
    body: str
    agency: str
    note: str = ""  # that they stand in for another language's

    @property
    def signature(self) -> str:
        """Who says it, after the note."""
        return " · ".join(filter(None, (self.note, self.agency)))


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
class TickerLine:
    """What runs below, in one language."""

    language: str
    text: str
    characters_per_second: int  # that people read


@dataclass(frozen=True)
class TickerShot:
    """The line that runs below a face: on and on through the loop, so by its frames."""

    lines: tuple[TickerLine, ...]
    at_frame: int  # of the loop, when the scene begins
    loop_frames: int


@dataclass(frozen=True)
class FaceShot:
    """All that one face's pixels depend on during a scene."""

    rect: Rect
    rotation_deg: int
    template: str
    words: Words
    pictures: tuple[PictureShot, ...]
    clip: ClipShot | None
    letters: LetterHeights = UNKNOWN_DISTANCE  # the least its viewers can read
    subtitles: str | None = None  # the digest of the clip's, in the words' language
    reading_frames: int = 0  # that people need for the words over a clip
    public_url: str | None = None  # where a code leads
    ticker: TickerShot | None = None

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


def plan_scenes(
    timeline: Timeline, *, theme: str, variant: str, theme_digest: str
) -> tuple[SceneShot, ...]:
    """What every face shows during each scene, its running line included."""
    shots = (
        plan_scene(
            timeline.canvas,
            scene,
            theme=theme,
            variant=variant,
            theme_digest=theme_digest,
            pace=timeline.pace,
        )
        for scene in timeline.scenes
    )
    return tuple(
        _over_ticker(shot, timeline, at_frame)
        for shot, at_frame in zip(shots, timeline.starts, strict=True)
    )


def plan_scene(
    canvas: Canvas,
    scene: Scene,
    *,
    theme: str,
    variant: str = "day",
    theme_digest: str,
    pace: Pace,
) -> SceneShot:
    """What every face of the canvas shows during a scene."""
    faces = tuple(_face_shot(face, scene, pace) for face in canvas.faces)
    return SceneShot(
        canvas.size, theme, variant, theme_digest, scene.frame_count, faces
    )


def alone(scene: SceneShot, face: int) -> SceneShot:
    """The scene on one of its faces only, upright, on a canvas of that face's size."""
    shot = scene.faces[face]
    size = shot.upright_size
    upright = replace(shot, rect=Rect(0, 0, size.width, size.height), rotation_deg=0)
    return replace(scene, canvas=size, faces=(upright,))


def _over_ticker(shot: SceneShot, timeline: Timeline, at_frame: int) -> SceneShot:
    """With the cluster's line below each face that is tall enough, in its languages.

    The filler is what is left when all else fails: nothing more can fail on it.
    """
    faces = []
    for face_shot, face in zip(shot.faces, timeline.canvas.faces, strict=True):
        texts = {line.language: line.text.strip() for line in timeline.ticker}
        lines = tuple(
            TickerLine(code, texts[code], timeline.pace.speed_in(code))
            for code in face.languages
            if texts.get(code)
        )
        if lines and has_ticker(face) and face_shot.template != FILLER_TEMPLATE:
            ticker = TickerShot(lines, at_frame, timeline.frame_count)
            face_shot = replace(face_shot, ticker=ticker)
        faces.append(face_shot)
    return replace(shot, faces=tuple(faces))


def _face_shot(face: Face, scene: Scene, pace: Pace) -> FaceShot:
    slot = scene.slot
    language = face.language_of(slot, scene.step) if slot else None
    letters = letter_heights(face.viewing_distance_m, pitch_mm=face.pitch_mm)
    if slot is None or language is None:
        own = face.language_at(scene.step)
        words = Words(own, title="", body="", agency="")
        return FaceShot(
            face.rect,
            face.rotation_deg,
            FILLER_TEMPLATE,
            words,
            pictures=(),
            clip=None,
            letters=letters,
        )
    item = slot.item
    spoken = item.text_in(language).words_language
    return FaceShot(
        face.rect,
        face.rotation_deg,
        template=item.template,
        words=_words(item, language),
        pictures=_picture_shots(item, spoken),
        clip=clip_shot(item, scene),
        letters=letters,
        subtitles=_subtitles(item, spoken),
        reading_frames=_reading_frames(item, language, pace),
        public_url=item.public_url if item.kind in WITH_CODE else None,
    )


def _subtitles(item: Item, language: str) -> str | None:
    """Never another language's: nobody at this face asked for it."""
    if item.kind is not ItemKind.CLIP or item.clip is None:
        return None
    files = {texts.language: texts.file.sha256 for texts in item.clip.subtitles}
    return files.get(language)


def _reading_frames(item: Item, language: str, pace: Pace) -> int:
    """Only over a clip words come and go while it plays."""
    if item.kind is not ItemKind.CLIP:
        return 0
    words = _words(item, language)
    read = words.title + words.signature
    return int(pace.reading_seconds(read, words.language) * FPS)


def _words(item: Item, language: str) -> Words:
    text = item.text_in(language)
    spoken = text.words_language
    return Words(
        spoken,
        title=text.title,
        body=text.body,
        agency=item.agency.name_in(spoken),
        note=text.note or "",
    )


def _picture_shots(item: Item, language: str) -> tuple[PictureShot, ...]:
    match item.kind:
        case ItemKind.GALLERY:
            return tuple(
                _picture_shot(p, p.caption_in(language)) for p in item.pictures
            )
        case ItemKind.STORY | ItemKind.NOTICE:
            return tuple(_picture_shot(p, caption="") for p in item.pictures[:1])
        case ItemKind.CLIP | ItemKind.URGENT | ItemKind.SLATE:
            return ()


def _picture_shot(picture: Picture, caption: str) -> PictureShot:
    return PictureShot(picture.file.sha256, picture.focus_x, picture.focus_y, caption)


def clip_shot(item: Item, scene: Scene) -> ClipShot | None:
    """Where a scene's clip goes on; None for what is no clip."""
    if item.kind is not ItemKind.CLIP or item.clip is None:
        return None
    return ClipShot(item.clip.file.sha256, scene.clip_start_frame)
