"""How a clip of any shape stands in its region."""

from dataclasses import replace
from pathlib import Path

from renderer.layouts import Rect, Size, covering_size, cut_around, fitting_rect
from renderer.timeline import FPS
from renderer.typesetting import Slide
from renderer.video.clips import Fit, clip_size, read_clip
from renderer.video.pictures import as_rgb, blurred

MIDDLE = (0.5, 0.5)

# A clip that would lose more of its picture than this is shown whole, over a blurred
# copy of itself.
MAX_CROPPED_SHARE = 0.25


def fit_clip(source: Size, region: Rect) -> tuple[Fit, Rect]:
    """How a clip is scaled, and where it stands: filling the region, or whole in it."""
    covering = covering_size(source, region.size)
    shown = region.width * region.height / (covering.width * covering.height)
    if shown >= 1 - MAX_CROPPED_SHARE:
        return Fit(covering, cut_around(MIDDLE, covering, region.size)), region
    inside = fitting_rect(source, region.size)
    whole = Rect(0, 0, inside.width, inside.height)
    place = Rect(region.x + inside.x, region.y + inside.y, inside.width, inside.height)
    return Fit(inside.size, whole), place


def backed(slide: Slide, region: Rect, clip: Path) -> Slide:
    """The slide with a blurred, darkened picture of the clip where the clip leaves room."""
    covering = covering_size(clip_size(clip), region.size)
    fit = Fit(covering, cut_around(MIDDLE, covering, region.size))
    first = next(read_clip(clip, fit, start_frame=0, fps=FPS))
    pixels = slide.pixels.copy()
    rows = slice(region.y, region.bottom)
    pixels[rows, region.x : region.right] = blurred(as_rgb(first))
    return replace(slide, pixels=pixels)
