"""From what a face shall show to the scene that shows it: typeset, read, fitted."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from renderer.layouts import Size, covering_size, even
from renderer.planning import ClipShot, FaceShot
from renderer.scenes.clip import ClipScene
from renderer.scenes.dressing import code_showing, over_clip
from renderer.scenes.face import FaceScene
from renderer.scenes.fitting import backed, fit_clip
from renderer.scenes.gallery import Exhibit, Gallery
from renderer.scenes.motion import ZOOM, Camera
from renderer.scenes.overlaid import Overlaid, Showing
from renderer.scenes.reels import Reels
from renderer.scenes.slides import Slides
from renderer.scenes.ticker import Ticker, read_ticker
from renderer.scenes.typeset import GALLERY, TypesetFace, content_of, typeset_face
from renderer.scenes.workshop import Workshop
from renderer.themes import Theme
from renderer.typesetting import Slide
from renderer.typesetting.faces import Face
from renderer.video.clips import clip_size
from renderer.video.effects import NamedEffect, with_effects
from renderer.video.pictures import as_planes, as_rgb, read_picture, resized
from renderer.video.planes import Picture

type Backdrop = Callable[[Slide], Slide]  # what is done to a page behind what moves

KEPT_PICTURES = 12


def make_face_scene(
    shot: FaceShot, workshop: Workshop, frame_count: int, reels: Reels
) -> FaceScene:
    """What a face shows, ready to be painted from any frame on."""
    if shot.clip:
        return _clip(shot, shot.clip, workshop, frame_count, reels)
    if shot.template == GALLERY:
        return _gallery(shot, workshop, frame_count)
    return _slides(shot, workshop, frame_count)


def make_ticker(shot: FaceShot, theme: Theme) -> Ticker | None:
    """The line that runs below a face, if it has one and there is room for it."""
    if not shot.ticker or content_of(shot, theme).size == shot.upright_size:
        return None
    return read_ticker(shot.ticker, theme, shot.upright_size, shot.letters)


def _slides(shot: FaceShot, workshop: Workshop, frame_count: int) -> FaceScene:
    face = typeset_face(shot, workshop)
    code = code_showing(shot.public_url, face.media)
    return _overlaid(_paged(face, frame_count, _as_drawn), [code])


def _as_drawn(slide: Slide) -> Slide:
    return slide


def _overlaid(scene: FaceScene, showings: Sequence[Showing | None]) -> FaceScene:
    shown = [showing for showing in showings if showing]
    return Overlaid(scene, shown) if shown else scene


def _gallery(shot: FaceShot, workshop: Workshop, frame_count: int) -> FaceScene:
    face = typeset_face(shot, workshop)
    region = face.moving_region

    def exhibit(number: int) -> Exhibit:
        slide = face.slide(number)
        picture = shot.pictures[slide.picture_index]
        source = _moving_picture(picture.sha256, region.size, workshop)
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
    return _overlaid(Gallery(exhibit, face.page_count, region, frame_count), [code])


@lru_cache(maxsize=KEPT_PICTURES)
def _moving_picture(sha256: str, region: Size, workshop: Workshop) -> Picture:
    """Averaged down once to the camera's closest view, and sampled from there."""
    picture = read_picture(workshop.store.path_of(sha256))
    height, width = picture.shape[:2]
    closest = Size(even(region.width * ZOOM), even(region.height * ZOOM))
    return as_planes(resized(picture, covering_size(Size(width, height), closest)))


def _clip(
    shot: FaceShot, clip: ClipShot, workshop: Workshop, frame_count: int, reels: Reels
) -> FaceScene:
    face = typeset_face(shot, workshop)
    region = face.moving_region
    path = workshop.store.path_of(clip.sha256)
    fit, place = fit_clip(clip_size(path), region)
    changed = _effects_on(shot, workshop)

    def backdrop(slide: Slide) -> Slide:
        return slide if place == region else backed(slide, region, path)

    def picture_at(frame: int) -> Picture:
        return changed(reels.picture(path, fit, clip.start_frame + frame))

    scene = ClipScene(_paged(face, frame_count, backdrop), picture_at, place)
    theme, subtitles = workshop.theme, shot.subtitles
    size = content_of(shot, theme).size
    over = over_clip(
        shot,
        clip,
        Face(theme, shot.template, size, shot.words.language, shot.letters),
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


def _paged(face: TypesetFace, frame_count: int, backdrop: Backdrop) -> Slides:
    def page(number: int) -> Picture:
        return as_planes(backdrop(face.slide(number)).pixels)

    return Slides(page, face.weights, frame_count)
