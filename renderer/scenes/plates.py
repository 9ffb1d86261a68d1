"""Which words lie over a clip, where and in which frames: its name, and its subtitles.

Draws nothing. What cannot be read there is left out and told: the clip goes on without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from renderer.errors import MediaError, RendererError, TypesettingError
from renderer.layouts import Rect, even
from renderer.planning import ClipShot, FaceShot, Words
from renderer.timeline import FADE_FRAMES, FPS
from renderer.typesetting.faces import Face
from renderer.typesetting.overlays import (
    SetPlate,
    check_room_for_cues,
    set_cue,
    set_lower_third,
)
from renderer.video.subtitles import Cue, read_cues

LOWER_THIRD = "lower_third"
# Half a second after the scene has come in, the plate comes; then it stays to be read.
_LOWER_THIRD_AT = FADE_FRAMES + FPS // 2
_MOVING_FRAMES = 14
_LEAST_READING_FRAMES = 5 * FPS
# Narrower than this part of the face, room beside a clip holds no words.
_LEAST_BESIDE = 0.2
# Nearer to the edges some walls hide a row behind their frame.
_MARGIN_SHARE = 0.04


@dataclass(frozen=True)
class PlacedPlate:
    """A plate, where it lies, and the frames of the scene in which it is seen."""

    plate: SetPlate
    place: Rect
    start: int
    end: int
    moving: int = 0

    def meets(self, start: int, end: int) -> bool:
        return start < self.end and self.start < end


@dataclass(frozen=True)
class WordsOverClip:
    """What is seen, and what had to be left out."""

    plates: tuple[PlacedPlate, ...]
    problems: tuple[RendererError, ...]


def words_over_clip(
    shot: FaceShot,
    clip: ClipShot,
    face: Face,
    *,
    region: Rect,
    place: Rect,
    frame_count: int,
    subtitles: Path | None,
) -> WordsOverClip:
    """For a clip which stands at `place` of its region, during a scene.

    Where name and subtitles have no room above each other, the subtitles are shown.
    """
    problems: list[RendererError] = []
    named = None
    try:
        named = lower_third(shot, face, frame_count, place)
    except TypesettingError as error:
        problems.append(error)
    due = tuple(_due(subtitles, clip, face, region, frame_count, problems))
    cues = tuple(_placed(due, region, above=named))
    if named and not all(region.contains(cue.place) for cue in cues):
        problems.append(_no_room_beside(face))
        named, cues = None, tuple(_placed(due, region, above=None))
    plates = (named, *cues) if named else cues
    return WordsOverClip(plates, tuple(problems))


def lower_third(
    shot: FaceShot, face: Face, frame_count: int, clip: Rect | None = None
) -> PlacedPlate | None:
    """The title and who says it, where the theme's template has a region for them.

    It hides nothing of an upright `clip` where there is room for it beside.
    Raises TypesettingError when they cannot be set legibly.
    """
    region = face.region(LOWER_THIRD)
    if region is None or not shot.words.title:
        return None
    words = shot.words
    plate = _beside(words, face, clip, region) or set_lower_third(
        face, words.title, words.signature, region
    )
    width, height = plate.size.width, plate.size.height
    reading = max(2 * shot.reading_frames, _LEAST_READING_FRAMES)
    end = _LOWER_THIRD_AT + reading + 2 * _MOVING_FRAMES
    return PlacedPlate(
        plate,
        Rect(region.x, region.bottom - height, width, height),
        start=_LOWER_THIRD_AT,
        # It leaves while the scene stands, or with it.
        end=end if end < frame_count else frame_count + FADE_FRAMES + _MOVING_FRAMES,
        moving=_MOVING_FRAMES,
    )


def margin_of(region: Rect) -> int:
    return even(min(region.width, region.height) * _MARGIN_SHARE)


def _beside(
    words: Words, face: Face, clip: Rect | None, region: Rect
) -> SetPlate | None:
    """In full, in what a clip that does not fill its region leaves free at its left."""
    if clip is None or clip.x - region.x < face.size.width * _LEAST_BESIDE:
        return None
    width = clip.x - region.x - margin_of(clip)
    free = Rect(region.x, region.y, width, region.height)
    try:
        plate = set_lower_third(face, words.title, words.signature, free)
    except TypesettingError:
        return None
    return plate if plate.is_whole else None


@dataclass(frozen=True)
class _DueCue:
    """A subtitle's plate, and the frames of the scene in which it is due."""

    plate: SetPlate
    start: int
    end: int


def _due(
    path: Path | None,
    clip: ClipShot,
    face: Face,
    region: Rect,
    frame_count: int,
    problems: list[RendererError],
) -> Iterator[_DueCue]:
    """The subtitles of the scene that can be shown; what cannot is added to `problems`."""
    for cue in _cues(path, face, region, problems):
        last = clip.start_frame + frame_count + FADE_FRAMES
        if cue.end_frame <= clip.start_frame or cue.start_frame >= last:
            continue
        try:
            plates = set_cue(face, cue.text, region.size)
        except TypesettingError as error:
            second = cue.start_frame // FPS
            place = f"subtitles at {second // 60}:{second % 60:02d}"
            problems.append(error.within(place))
            continue
        yield from _shared_out(cue, plates, clip.start_frame)


def _cues(
    path: Path | None, face: Face, region: Rect, problems: list[RendererError]
) -> tuple[Cue, ...]:
    if path is None:
        return ()
    try:
        cues = read_cues(path, FPS)
        if cues:
            check_room_for_cues(face, region.size)
        return cues
    except TypesettingError as error:
        problems.append(error)
    except MediaError as error:
        problems.append(error.within("subtitles"))
    return ()


def _shared_out(
    cue: Cue, plates: tuple[SetPlate, ...], first_frame: int
) -> Iterator[_DueCue]:
    """A cue too long for one plate gives each the time that its words need."""
    total = sum(plate.character_count for plate in plates) or 1
    length, before = cue.end_frame - cue.start_frame, 0
    begin = cue.start_frame - first_frame
    for plate in plates:
        start = begin + length * before // total
        before += plate.character_count
        yield _DueCue(plate, start, begin + length * before // total)


def _placed(
    due: tuple[_DueCue, ...], region: Rect, *, above: PlacedPlate | None
) -> Iterator[PlacedPlate]:
    """Each stands in the middle, over the name while that is there."""
    margin = margin_of(region)
    for cue in due:
        width, height = cue.plate.size.width, cue.plate.size.height
        is_over = above is not None and above.meets(cue.start, cue.end)
        floor = above.place.y if above and is_over else region.bottom
        x = region.x + 2 * round((region.width - width) / 4)
        place = Rect(x, floor - margin - height, width, height)
        yield PlacedPlate(cue.plate, place, cue.start, cue.end)


def _no_room_beside(face: Face) -> TypesettingError:
    return TypesettingError(
        f"lower third of {face.name}",
        "there is no room for it above or below the subtitles",
        "shorten the title or the subtitles",
    )
