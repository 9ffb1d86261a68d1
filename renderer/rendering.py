"""Carries out one action: composes a scene or a fade and encodes it into the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from renderer.errors import RendererError
from renderer.planning import Action, BodyAction, FadeAction, SceneShot, alone
from renderer.scenes.making import Workshop, page_frames
from renderer.scenes.staging import Stage
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import FADE_FRAMES
from renderer.video.encoding import encode_segment
from renderer.video.pictures import Rgb, as_rgb, write_jpeg
from renderer.video.planes import Frame, black_frame, paint_blend


def render_action(action: Action, store_root: Path, themes_root: Path) -> None:
    """Renders a segment into the store, unless it is there by now.

    Runs in any process: all that it needs is in the action and the two folders.
    Raises RendererError, saying in which slot.
    """
    store = Store(store_root)
    if store.result_of(action.key):
        return
    try:
        _encode(action, store, themes_root)
    except RendererError as error:
        raise error.within(f"slot {action.slot_id}") from error


def render_poster(action: BodyAction, store_root: Path, themes_root: Path) -> bytes:
    """The first picture of a scene that nothing fades over, as JPEG."""
    workshop = workshop_for(action.scene, store_root, themes_root)
    stage = Stage(action.scene, workshop, first_frame=FADE_FRAMES)
    return write_jpeg(as_rgb(stage.frame(FADE_FRAMES).picture))


@dataclass(frozen=True)
class Still:
    """A picture of a canvas or face, and of how many pages it is one."""

    picture: Rgb
    page_count: int


def render_still(
    scene: SceneShot,
    store_root: Path,
    themes_root: Path,
    *,
    face: int | None,
    page: int,
) -> Still:
    """A page of a face as its viewers see it, or of the whole canvas (its first face's).

    A page past the last is the last.
    """
    workshop = workshop_for(scene, store_root, themes_root)
    frames = page_frames(scene.faces[face or 0], workshop, scene.frame_count)
    number = frames[min(page, len(frames) - 1)]
    if face is not None:
        scene = alone(scene, face)
    stage = Stage(scene, workshop, first_frame=number)
    return Still(as_rgb(stage.frame(number).picture), len(frames))


def workshop_for(scene: SceneShot, store_root: Path, themes_root: Path) -> Workshop:
    """What scenes of this theme are made with; kept warm within a process."""
    return _workshop(
        scene.theme, scene.variant, scene.theme_digest, store_root, themes_root
    )


@lru_cache(maxsize=4)
def _workshop(
    theme: str, variant: str, theme_digest: str, store_root: Path, themes_root: Path
) -> Workshop:
    del theme_digest  # a changed theme is another workshop
    return Workshop(Store(store_root), read_theme(themes_root / theme, variant))


def _encode(action: Action, store: Store, themes_root: Path) -> None:
    scene = action.scene if isinstance(action, BodyAction) else action.after
    workshop = workshop_for(scene, store.root, themes_root)
    with store.unfinished_file(".mp4") as path:
        frames = frames_of(action, workshop)
        encode_segment(frames, path, size=scene.canvas, encoding=action.encoding)
        store.record(action.key, store.keep(path))


def frames_of(action: Action, workshop: Workshop) -> Iterator[Frame]:
    """An action's pictures in order. Each is valid until the next is asked for."""
    match action:
        case BodyAction(scene=scene):
            stage = Stage(scene, workshop, first_frame=FADE_FRAMES)
            for number in range(FADE_FRAMES, scene.frame_count):
                yield stage.frame(number)
        case FadeAction(before=before, after=after):
            yield from _fade_frames(before, after, workshop)


def _fade_frames(
    before: SceneShot, after: SceneShot, workshop: Workshop
) -> Iterator[Frame]:
    blend = black_frame(after.canvas)
    leaving = Stage(before, workshop, first_frame=before.frame_count)
    coming = Stage(after, workshop, first_frame=0)
    for number in range(FADE_FRAMES):
        one = leaving.frame(before.frame_count + number).picture
        other = coming.frame(number).picture
        paint_blend(one, other, (number + 1) / (FADE_FRAMES + 1), blend.picture)
        yield blend
