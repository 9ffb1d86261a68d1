"""Whether a slot's pictures and its clip can be read at all: each file is tried once.

A picture is decoded whole; of a clip the first picture and sound of each part that is
shown. What a clip hides further on is found while it is rendered.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from release.format import File
from renderer.digests import digest_of_value
from renderer.errors import MediaError
from renderer.layouts import Rect, Size
from renderer.planning import ENGINE, ClipShot, FaceShot
from renderer.programme import MediaFile, Programme, Slot
from renderer.store import Store
from renderer.timeline import FPS
from renderer.video.clips import Fit, read_clip
from renderer.video.pictures import read_picture
from renderer.video.sound import RATE, Cue, mix_cues

_TITLE_LENGTH = 40
_SMALL = Fit(Size(16, 16), Rect(0, 0, 16, 16))


def is_there(file: MediaFile, store: Store) -> bool:
    return store.holds(File(sha256=file.sha256, size_bytes=file.size_bytes))


def files_of(slot: Slot) -> Iterator[MediaFile]:
    """What a slot cannot be shown without."""
    yield from (picture.file for picture in slot.item.pictures)
    if slot.item.clip:
        yield slot.item.clip.file


def name_of(slot: Slot, title: str) -> str:
    """With enough of its title to know which is meant."""
    is_long = len(title) > _TITLE_LENGTH
    shown = f"{title[: _TITLE_LENGTH - 1]}…" if is_long else title
    return f"slot {slot.id} “{shown}”"


def media_problems(
    slot: Slot, shots: Sequence[FaceShot], store: Store, *, is_heard: bool
) -> Iterator[MediaError]:
    """One for each of its files that cannot be read."""
    name = name_of(slot, slot.item.texts[0].title)
    found = _file_problems(slot, shots, store, is_heard=is_heard)
    yield from (error.within(name) for error in found)


def _file_problems(
    slot: Slot, shots: Sequence[FaceShot], store: Store, *, is_heard: bool
) -> Iterator[MediaError]:
    missing = {file.sha256 for file in files_of(slot) if not is_there(file, store)}
    shown = {p.sha256: None for shot in shots for p in shot.pictures}
    clips = {shot.clip: None for shot in shots if shot.clip}
    has_sound = is_heard and bool(slot.item.clip and slot.item.clip.has_audio)
    for sha256 in (*shown, *{clip.sha256: None for clip in clips}):
        if sha256 in missing:
            yield MediaError(
                sha256,
                "its file has not come as the programme names it",
                "upload it again in the hub",
            )
        elif sha256 in shown:
            yield from _tried("picture", sha256, store, partial(_read, sha256, store))
    for clip in clips:
        if clip.sha256 not in missing:
            yield from _clip_problems(clip, store, has_sound=has_sound)


def without_file_of(
    programme: Programme, error: MediaError
) -> tuple[Programme, tuple[MediaError, ...]]:
    """Without the slots that show the file which `error` names, and what to tell of each.

    Raises the error itself when no slot does: then leaving out more would not help.
    """
    bad = {
        slot.id: error.at(f"{name_of(slot, slot.item.texts[0].title)}: {file.sha256}")
        for slot in programme.slots
        for file in files_of(slot)
        if file.sha256 in error.where
    }
    if not bad:
        raise error
    kept = tuple(slot for slot in programme.slots if slot.id not in bad)
    return programme.model_copy(update={"slots": kept}), tuple(bad.values())


def _clip_problems(
    clip: ClipShot, store: Store, *, has_sound: bool
) -> Iterator[MediaError]:
    part = f"{clip.sha256} {clip.start_frame}"
    found = tuple(_tried("clip", part, store, partial(_see, clip, store)))
    yield from found
    if has_sound and not found:
        yield from _tried("sound", part, store, partial(_hear, clip, store))


def _tried(
    kind: str, what: str, store: Store, attempt: Callable[[], None]
) -> Iterator[MediaError]:
    """What goes well is noted and not tried again."""
    key = digest_of_value({"engine": ENGINE, "kind": f"check {kind}", "of": what})
    if store.result_of(key):
        return
    try:
        attempt()
    except MediaError as error:
        yield error
    else:
        store.record(key, store.keep_bytes(b""))


def _read(sha256: str, store: Store) -> None:
    read_picture(store.path_of(sha256))


def _see(clip: ClipShot, store: Store) -> None:
    path = store.path_of(clip.sha256)
    next(read_clip(path, _SMALL, start_frame=clip.start_frame, fps=FPS))


def _hear(clip: ClipShot, store: Store) -> None:
    path, a_frame = store.path_of(clip.sha256), RATE // FPS
    begin = Fraction(clip.start_frame, FPS)
    mix_cues([Cue(path, begin, 0, a_frame, fade_samples=1)], a_frame)
