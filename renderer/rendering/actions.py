"""Carries out one action: composes its pictures or sound and encodes them into the store."""

from pathlib import Path

from renderer.errors import RendererError
from renderer.planning import Action, BodyAction, PictureAction, SoundAction
from renderer.rendering.pictures import stretches_of
from renderer.rendering.sound import sound_of
from renderer.rendering.workshops import workshop_for
from renderer.store import Address, Store, open_store
from renderer.video.encoding import encode_segment
from renderer.video.sound_encoding import encode_sound


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
