"""From what a face shall show to the scene that shows it: typeset, read, fitted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from renderer.errors import LayoutError, ThemeError
from renderer.layouts import Rect, Size, covering_size, even
from renderer.planning import ClipShot, FaceShot, PictureShot
from renderer.scenes.clip import ClipScene
from renderer.scenes.dressing import code_showing, over_clip
from renderer.scenes.face import FaceScene
from renderer.scenes.fitting import backed, fit_clip
from renderer.scenes.gallery import Exhibit, Gallery
from renderer.scenes.motion import ZOOM, Camera
from renderer.scenes.overlaid import Overlaid, Showing
from renderer.scenes.reels import Reels
from renderer.scenes.slides import Slides
from renderer.scenes.ticker import Ticker, read_ticker, ticker_look
from renderer.store import Store
from renderer.themes import Theme
from renderer.typesetting import (
    PreparedPicture,
    Slide,
    SlideWords,
    typeset_slides,
)
from renderer.typesetting.faces import Face
from renderer.video.clips import clip_size
from renderer.video.effects import NamedEffect, with_effects
from renderer.video.pictures import as_planes, as_rgb, read_picture, resized
from renderer.video.planes import Picture

GALLERY = "gallery"

# A scene is asked for three times: for its body and for the fades on both sides. These
# are enough to find it made, on a canvas of three faces too.
KEPT_SLIDES = 6
KEPT_PICTURES = 12


@dataclass(frozen=True, eq=False)
class Workshop:
    """What scenes are made with: the pictures and clips, and the theme.

    Its own self is what it is known by: one made anew finds nothing made before.
    """

    store: Store
    theme: Theme


def make_face_scene(
    shot: FaceShot, workshop: Workshop, frame_count: int, reels: Reels
) -> FaceScene:
    """What a face shows, ready to be painted from any frame on."""
    if shot.clip:
        return _clip(shot, shot.clip, workshop, frame_count, reels)
    if shot.template == GALLERY:
        return _gallery(shot, workshop, frame_count)
    return _slides(shot, workshop, frame_count)


def content_of(shot: FaceShot, theme: Theme) -> Rect:
    """Where the scene is on the upright face: above the line that runs, if one does.

    A face so small that the theme has no layout for what would remain is all scene.
    """
    size = shot.upright_size
    whole = Rect(0, 0, size.width, size.height)
    if not shot.ticker:
        return whole
    strip = ticker_look(theme, size).height
    above = Rect(0, 0, size.width, size.height - strip)
    return above if _has_layout(theme, above.size) else whole


def make_ticker(shot: FaceShot, theme: Theme) -> Ticker | None:
    """The line that runs below a face, if it has one and there is room for it."""
    if not shot.ticker or content_of(shot, theme).size == shot.upright_size:
        return None
    return read_ticker(shot.ticker, theme, shot.upright_size)


def _has_layout(theme: Theme, size: Size) -> bool:
    try:
        theme.layout_for(size)
    except LayoutError:
        return False
    return True


def _slides(shot: FaceShot, workshop: Workshop, frame_count: int) -> FaceScene:
    slides = _typeset(shot, workshop)
    code = code_showing(shot.public_url, slides[0].media)
    return _overlaid(_paged(slides, frame_count), [code])


def _overlaid(scene: FaceScene, showings: Sequence[Showing | None]) -> FaceScene:
    shown = [showing for showing in showings if showing]
    return Overlaid(scene, shown) if shown else scene


def _gallery(shot: FaceShot, workshop: Workshop, frame_count: int) -> FaceScene:
    slides = _typeset(shot, workshop)
    region = _media_region(slides[0], shot)

    def exhibit(number: int) -> Exhibit:
        slide = slides[number]
        picture = shot.pictures[slide.picture_index]
        source = _moving_picture(picture, region.size, workshop)
        camera = Camera(
            source=source.size,
            region=region.size,
            focus=(picture.focus_x, picture.focus_y),
            # Every other picture is left where the one before was entered.
            is_going_in=slide.picture_index % 2 == 0,
        )
        return Exhibit(
            as_planes(slide.pixels), _effects_on(shot, workshop)(source), camera
        )

    code = code_showing(shot.public_url, region)
    return _overlaid(Gallery(exhibit, len(slides), region, frame_count), [code])


@lru_cache(maxsize=KEPT_PICTURES)
def _moving_picture(shot: PictureShot, region: Size, workshop: Workshop) -> Picture:
    """Averaged down once to the camera's closest view, and sampled from there."""
    picture = read_picture(workshop.store.path_of(shot.sha256))
    height, width = picture.shape[:2]
    closest = Size(even(region.width * ZOOM), even(region.height * ZOOM))
    return as_planes(resized(picture, covering_size(Size(width, height), closest)))


def _clip(
    shot: FaceShot, clip: ClipShot, workshop: Workshop, frame_count: int, reels: Reels
) -> FaceScene:
    slides = _typeset(shot, workshop)
    region = _media_region(slides[0], shot)
    path = workshop.store.path_of(clip.sha256)
    fit, place = fit_clip(clip_size(path), region)
    if place != region:
        slides = [backed(slide, region, path) for slide in slides]
    changed = _effects_on(shot, workshop)

    def picture_at(frame: int) -> Picture:
        return changed(reels.picture(path, fit, clip.start_frame + frame))

    scene = ClipScene(_paged(slides, frame_count), picture_at, place)
    theme, subtitles = workshop.theme, shot.subtitles
    size = content_of(shot, theme).size
    over = over_clip(
        shot,
        clip,
        Face(theme, shot.template, size, shot.words.language),
        region=region,
        place=place,
        frame_count=frame_count,
        subtitles=workshop.store.path_of(subtitles) if subtitles else None,
    )
    return _overlaid(scene, over)


def _effects_on(shot: FaceShot, workshop: Workshop) -> Callable[[Picture], Picture]:
    """What the theme does to the pictures of a template; mostly nothing."""
    effects = _named_effects(shot, workshop)
    if not effects:
        return lambda picture: picture
    return lambda picture: as_planes(with_effects(as_rgb(picture), effects))


def _named_effects(shot: FaceShot, workshop: Workshop) -> list[NamedEffect]:
    motion = workshop.theme.file.motion
    return [(e.name, e.numbers) for e in motion.effects.get(shot.template, ())]


def slide_words(shot: FaceShot) -> SlideWords:
    """What a face says, as it is typeset."""
    is_gallery = shot.template == GALLERY
    captions = tuple(p.caption for p in shot.pictures) if is_gallery else ()
    return SlideWords(
        language=shot.words.language,
        title=shot.words.title,
        body=shot.words.body,
        agency=shot.words.agency,
        captions=captions,
    )


@lru_cache(maxsize=KEPT_SLIDES)
def _typeset(shot: FaceShot, workshop: Workshop) -> Sequence[Slide]:
    is_gallery = shot.template == GALLERY
    picture = None if is_gallery else _picture_beside_text(shot, workshop)
    return typeset_slides(
        workshop.theme,
        shot.template,
        content_of(shot, workshop.theme).size,
        slide_words(shot),
        picture,
        shot.letters,
    )


def _picture_beside_text(shot: FaceShot, workshop: Workshop) -> PreparedPicture | None:
    if not shot.pictures:
        return None
    picture = shot.pictures[0]
    pixels = read_picture(workshop.store.path_of(picture.sha256))
    return PreparedPicture(pixels, picture.focus_x, picture.focus_y)


def _paged(slides: Sequence[Slide], frame_count: int) -> Slides:
    return Slides(
        [as_planes(slide.pixels) for slide in slides],
        [max(slide.character_count, 1) for slide in slides],
        frame_count,
    )


def _media_region(slide: Slide, shot: FaceShot) -> Rect:
    if slide.media is None:
        raise ThemeError(
            f"template {shot.template}",
            "it leaves no region for what moves",
            "give it a `media` region for every layout",
        )
    return slide.media
