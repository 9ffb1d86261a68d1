"""Single pictures of a scene: for the CMS, and for what is shown before a loop has loaded."""

from dataclasses import dataclass
from pathlib import Path

from renderer.planning import BodyAction, SceneShot, alone
from renderer.rendering.workshops import workshop_for
from renderer.scenes.staging import Stage
from renderer.store import Address
from renderer.timeline import FADE_FRAMES
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
