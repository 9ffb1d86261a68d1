"""What a face lays over its scene, drawn: the words over a clip, a code."""

from pathlib import Path

from renderer.layouts import Rect
from renderer.planning import ClipShot, FaceShot
from renderer.scenes.overlaid import Showing
from renderer.scenes.plates import PlacedPlate, margin_of, words_over_clip
from renderer.themes import Theme
from renderer.typesetting.faces import Face
from renderer.typesetting.overlays import draw_plate
from renderer.video.codes import code_picture
from renderer.video.overlays import opaque, over_plate


def code_showing(address: str | None, region: Rect | None) -> Showing | None:
    """A code in the region's lower right corner, where it fits without being the picture."""
    picture = code_picture(address, region.size) if address and region else None
    if picture is None or region is None:
        return None
    side = picture.shape[0]
    margin = margin_of(region)
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

    What cannot be read there is not shown; `words_over_clip` says what that is.
    """
    words = words_over_clip(
        shot,
        clip,
        face,
        region=region,
        place=place,
        frame_count=frame_count,
        subtitles=subtitles,
    )
    return [showing_of(placed, face.theme) for placed in words.plates]


def showing_of(placed: PlacedPlate, theme: Theme) -> Showing:
    plate = draw_plate(theme, placed.plate)
    return Showing(
        over_plate(plate.pixels, plate.ground, plate.opacity),
        placed.place,
        placed.start,
        placed.end,
        placed.moving,
    )
