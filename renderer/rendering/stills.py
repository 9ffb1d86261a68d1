"""Single pictures of a scene: for the CMS, and for what is shown before a loop has loaded."""

from dataclasses import dataclass
from pathlib import Path

from renderer.layouts import Rect
from renderer.planning import BodyAction, FaceShot, SceneShot, alone
from renderer.rendering.workshops import workshop_for
from renderer.scenes.fitting import fit_clip
from renderer.scenes.staging import Stage
from renderer.scenes.typeset import typeset_face
from renderer.scenes.workshop import Workshop
from renderer.store import Address
from renderer.timeline import FADE_FRAMES
from renderer.video.clips import clip_size
from renderer.video.pictures import Rgb, as_rgb, write_jpeg


def render_poster(
    action: BodyAction, store_address: Address, themes_root: Path
) -> bytes:
    """The first picture of a scene that nothing fades over, as JPEG."""
    workshop = workshop_for(
        action.scene, store_address, themes_root, is_for_stills=True
    )
    stage = Stage(action.scene, workshop)
    return write_jpeg(as_rgb(stage.frame(FADE_FRAMES).picture))


@dataclass(frozen=True)
class Still:
    """A picture of a canvas or face, and of how many pages it is one."""

    picture: Rgb
    page_count: int


def render_still(
    scene: SceneShot,
    store_address: Address,
    themes_root: Path,
    *,
    face: int | None,
    page: int,
) -> Still:
    """A page of a face as its viewers see it, or of the whole canvas (its first face's).

    A page past the last is the last.
    """
    workshop = workshop_for(scene, store_address, themes_root, is_for_stills=True)
    if face is not None:
        scene = alone(scene, face)
    stage = Stage(scene, workshop)
    frames = stage.page_frames(0)
    number = frames[min(page, len(frames) - 1)]
    return Still(as_rgb(stage.frame(number).picture), len(frames))


@dataclass(frozen=True)
class Outline:
    """How many pages a face shows, and where on it its clip plays, if one does."""

    page_count: int
    clip: Rect | None


def outline_of(
    scene: SceneShot, store_address: Address, themes_root: Path, *, face: int | None
) -> Outline:
    """Of a face as its viewers see it, or of the whole canvas (its first face's pages).

    Raises as drawing does; nothing is drawn.
    """
    workshop = workshop_for(scene, store_address, themes_root, is_for_stills=True)
    if face is None:
        return Outline(typeset_face(scene.faces[0], workshop).page_count, None)
    shot = alone(scene, face).faces[0]
    page_count = typeset_face(shot, workshop).page_count
    return Outline(page_count, _place_of_clip(shot, workshop))


def _place_of_clip(shot: FaceShot, workshop: Workshop) -> Rect | None:
    if shot.clip is None:
        return None
    source = clip_size(workshop.store.path_of(shot.clip.sha256))
    _fit, place = fit_clip(source, typeset_face(shot, workshop).moving_region)
    return place
