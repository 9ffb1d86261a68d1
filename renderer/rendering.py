"""Carries out one action: composes its pictures or sound and encodes them into the store."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from renderer.digests import canonical_json
from renderer.errors import RendererError, ThemeError
from renderer.planning import (
    Action,
    BodyAction,
    FadeAction,
    Level,
    Loudness,
    PictureAction,
    SceneShot,
    SoundAction,
    SoundCue,
    alone,
    gain_db,
    loudness_key,
)
from renderer.scenes.crossing import Crossing
from renderer.scenes.making import Workshop
from renderer.scenes.staging import Stage
from renderer.store import Address, Store, open_store
from renderer.themes import read_theme
from renderer.timeline import FADE_FRAMES, FPS
from renderer.video.encoding import Stretch, encode_segment
from renderer.video.loudness import measure_loudness
from renderer.video.pictures import Rgb, as_rgb, write_jpeg
from renderer.video.planes import Frame
from renderer.video.sound import RATE, Cue, Samples, mix_cues
from renderer.video.sound_encoding import RUN_SAMPLES, encode_sound

SAMPLES_PER_FRAME = RATE // FPS


def render_action(action: Action, store_address: Address, themes_root: Path) -> None:
    """Renders a segment into the store, unless it is there by now.

    Runs in any process: all that it needs is in the action, the store and the themes.
    Raises RendererError, saying in which slot.
    """
    store = open_store(store_address)
    if store.result_of(action.key):
        return
    try:
        _render(action, store, themes_root)
    except RendererError as error:
        raise error.within(f"slot {action.slot_id}") from error


def render_poster(
    action: BodyAction, store_address: Address, themes_root: Path
) -> bytes:
    """The first picture of a scene that nothing fades over, as JPEG."""
    workshop = workshop_for(action.scene, store_address, themes_root)
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
    workshop = workshop_for(scene, store_address, themes_root)
    if face is not None:
        scene = alone(scene, face)
    stage = Stage(scene, workshop)
    frames = stage.page_frames(0)
    number = frames[min(page, len(frames) - 1)]
    return Still(as_rgb(stage.frame(number).picture), len(frames))


def workshop_for(
    scene: SceneShot, store_address: Address, themes_root: Path
) -> Workshop:
    """What scenes of this theme are made with; kept warm within a process."""
    return _workshop(
        scene.theme, scene.variant, scene.theme_digest, store_address, themes_root
    )


@lru_cache(maxsize=4)
def _workshop(
    theme: str,
    variant: str,
    theme_digest: str,
    store_address: Address,
    themes_root: Path,
) -> Workshop:
    found = read_theme(themes_root / theme, variant)
    if found.digest != theme_digest:
        # On another machine, or changed since: other pixels under its name.
        raise ThemeError(
            str(themes_root / theme),
            "it is not the theme that the loop was planned with",
            "give every machine the same themes folder, and render again",
        )
    return Workshop(open_store(store_address), found)


def _render(action: Action, store: Store, themes_root: Path) -> None:
    with store.unfinished_file(".mp4") as path:
        if isinstance(action, SoundAction):
            encode_sound(sound_of(action, store), path)
        else:
            _encode_pictures(action, store, themes_root, path)
        store.record(action.key, store.keep(path))


def _encode_pictures(
    action: PictureAction, store: Store, themes_root: Path, path: Path
) -> None:
    scene = action.scene if isinstance(action, BodyAction) else action.after
    workshop = workshop_for(scene, store.address, themes_root)
    stretches = stretches_of(action, workshop)
    encode_segment(stretches, path, size=scene.canvas, encoding=action.encoding)


def stretches_of(action: PictureAction, workshop: Workshop) -> Iterator[Stretch]:
    """An action's pictures in order. Each is valid until the next is asked for."""
    match action:
        case BodyAction(scene=scene):
            yield from _body_stretches(scene, workshop)
        case FadeAction(before=before, after=after):
            for frame in _fade_frames(before, after, workshop):
                yield Stretch(frame)


def _body_stretches(scene: SceneShot, workshop: Workshop) -> Iterator[Stretch]:
    stage = Stage(scene, workshop)
    number = FADE_FRAMES
    while number < scene.frame_count:
        until = min(stage.still_until(number), scene.frame_count)
        yield Stretch(stage.frame(number), until - number)
        number = until


def _fade_frames(
    before: SceneShot, after: SceneShot, workshop: Workshop
) -> Iterator[Frame]:
    crossing = Crossing(before, after, workshop)
    for number in range(FADE_FRAMES):
        yield crossing.frame(number)


def sound_of(action: SoundAction, store: Store) -> Samples:
    """What is heard during a scene, with RUN_SAMPLES before it and after."""
    cues = [_cue(cue, action.level, store) for cue in action.cues]
    sample_count = action.frame_count * SAMPLES_PER_FRAME + 2 * RUN_SAMPLES
    return mix_cues(cues, sample_count)


def _cue(cue: SoundCue, level: Level, store: Store) -> Cue:
    return Cue(
        path=store.path_of(cue.clip.sha256),
        from_second=Fraction(cue.clip.start_frame, FPS),
        at_sample=cue.at_frame * SAMPLES_PER_FRAME + RUN_SAMPLES,
        sample_count=cue.frame_count * SAMPLES_PER_FRAME,
        fade_samples=FADE_FRAMES * SAMPLES_PER_FRAME,
        gain_db=gain_db(_loudness_of(cue.clip.sha256, store), level),
    )


def _loudness_of(clip_sha256: str, store: Store) -> Loudness:
    """Measured once for each clip."""
    key = loudness_key(clip_sha256)
    known = store.result_of(key)
    if known is None:
        measured = measure_loudness(store.path_of(clip_sha256))
        known = store.keep_bytes(canonical_json(asdict(measured)))
        store.record(key, known)
    return Loudness(**json.loads(store.path_of(known.sha256).read_bytes()))
