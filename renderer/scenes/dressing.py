"""What a face lays over its scene: subtitles, the plate that says what is seen, a code."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from renderer.errors import RendererError, TypesettingError
from renderer.layouts import Rect, even
from renderer.planning import ClipShot, FaceShot, Words
from renderer.scenes.overlaid import Showing
from renderer.timeline import DEFAULT_PACE, FADE_FRAMES, FPS
from renderer.typesetting.faces import Face
from renderer.typesetting.overlays import SetPlate, typeset_cue, typeset_lower_third
from renderer.video.codes import code_picture
from renderer.video.overlays import opaque, over_plate
from renderer.video.subtitles import Cue, read_cues

LOWER_THIRD = "lower_third"
# Half a second after the scene has come in, the plate comes; then it stays to be read.
_LOWER_THIRD_AT = FADE_FRAMES + FPS // 2
_MOVING_FRAMES = 14
_LEAST_READING_SECONDS = 5
# Narrower than this part of the face, room beside a clip holds no words.
_LEAST_BESIDE = 0.2
# Nearer to the edges some walls hide a row behind their frame.
_MARGIN_SHARE = 0.04


def code_showing(address: str | None, region: Rect | None) -> Showing | None:
    """A code in the region's lower right corner, where it fits without being the picture."""
    picture = code_picture(address, region.size) if address and region else None
    if picture is None or region is None:
        return None
    side = picture.shape[0]
    margin = _margin(region)
    x = region.right - side - margin
    return Showing(opaque(picture), Rect(x, region.bottom - side - margin, side, side))


def over_clip(
    shot: FaceShot,
    clip: ClipShot,
    face: Face,
    *,
    region: Rect,
    place: Rect,
    frame_count: int,
    subtitles: Path | None,
) -> list[Showing]:
    """All that lies over a clip which stands at `place` of its region.

    Raises RendererError for words that cannot be shown.
    """
    named = lower_third_showing(shot, face, frame_count, place)
    showings = [named] if named else []
    if subtitles:
        showings += cue_showings(
            subtitles, clip, face, region=region, frame_count=frame_count, above=named
        )
    return showings


def lower_third_showing(
    shot: FaceShot, face: Face, frame_count: int, clip: Rect | None = None
) -> Showing | None:
    """The title and who says it, where the theme's template has a region for them.

    It hides nothing of an upright `clip` where there is room for it beside.
    """
    region = face.region(LOWER_THIRD)
    if region is None or not shot.words.title:
        return None
    words = shot.words
    plate = _named(words, face, _beside(clip, region, face)) or typeset_lower_third(
        face, words.title, words.agency, region
    )
    height, width = plate.pixels.shape[:2]
    pace = DEFAULT_PACE.reading_seconds(words.title + words.agency, words.language)
    seconds = max(2 * pace, Fraction(_LEAST_READING_SECONDS))
    end = _LOWER_THIRD_AT + int(seconds * FPS) + 2 * _MOVING_FRAMES
    return Showing(
        over_plate(plate.pixels, plate.ground, plate.opacity),
        Rect(region.x, region.bottom - height, width, height),
        start=_LOWER_THIRD_AT,
        # It leaves while the scene stands, or with it.
        end=end if end < frame_count else frame_count + FADE_FRAMES + _MOVING_FRAMES,
        moving=_MOVING_FRAMES,
    )


def _beside(clip: Rect | None, region: Rect, face: Face) -> Rect | None:
    """What a clip that does not fill its region leaves free of the plate's at its left."""
    if clip is None or clip.x - region.x < face.size.width * _LEAST_BESIDE:
        return None
    margin = _margin(clip)
    return Rect(region.x, region.y, clip.x - region.x - margin, region.height)


def _named(words: Words, face: Face, region: Rect | None) -> SetPlate | None:
    if region is None:
        return None
    try:
        return typeset_lower_third(face, words.title, words.agency, region)
    except TypesettingError:
        return None


def cue_showings(
    path: Path,
    clip: ClipShot,
    face: Face,
    *,
    region: Rect,
    frame_count: int,
    above: Showing | None,
) -> Iterator[Showing]:
    """The subtitles that are due during the scene, within the clip's region.

    Raises RendererError for a file or a text that cannot be shown.
    """
    last = clip.start_frame + frame_count + FADE_FRAMES
    for cue in read_cues(path, FPS):
        if cue.end_frame <= clip.start_frame or cue.start_frame >= last:
            continue
        plates = _set(cue, face, region)
        for plate, start, end in _shared_out(cue, plates):
            start, end = start - clip.start_frame, end - clip.start_frame
            floor = _floor(region, above, start, end)
            yield _cue_showing(plate, region, floor, start, end)


def _set(cue: Cue, face: Face, region: Rect) -> Sequence[SetPlate]:
    legible = face.theme.layout_for(face.size).legible_px["body"]
    try:
        return typeset_cue(
            face.theme, face.language, cue.text, over=region.size, legible_px=legible
        )
    except RendererError as error:
        second = cue.start_frame // FPS
        place = f"subtitles at {second // 60}:{second % 60:02d}"
        raise error.within(place) from error


def _shared_out(
    cue: Cue, plates: Sequence[SetPlate]
) -> Iterator[tuple[SetPlate, int, int]]:
    """A cue too long for one plate gives each the time that its words need."""
    total = sum(plate.character_count for plate in plates) or 1
    length, before = cue.end_frame - cue.start_frame, 0
    for plate in plates:
        start = cue.start_frame + length * before // total
        before += plate.character_count
        yield plate, start, cue.start_frame + length * before // total


def _cue_showing(
    plate: SetPlate, region: Rect, floor: int, start: int, end: int
) -> Showing:
    height, width = plate.pixels.shape[:2]
    x = region.x + 2 * round((region.width - width) / 4)
    place = Rect(x, floor - height, width, height)
    overlay = over_plate(plate.pixels, plate.ground, plate.opacity)
    return Showing(overlay, place, start, end)


def _floor(region: Rect, above: Showing | None, start: int, end: int) -> int:
    """Where a cue stands: above the plate while it is there."""
    margin = _margin(region)
    if above and start < above.end and above.start < end:
        return above.place.y - margin
    return region.bottom - margin


def _margin(region: Rect) -> int:
    return even(min(region.width, region.height) * _MARGIN_SHARE)
