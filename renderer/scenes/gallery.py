"""Pictures in a region, each slowly moving, one fading into the next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from renderer.layouts import Rect
from renderer.scenes.motion import Camera
from renderer.scenes.pages import (
    page_at,
    page_starts,
    quiet_frames,
    turning_share,
)
from renderer.scenes.transitions import PAGE_TURN, paint_transition
from renderer.video.planes import (
    Picture,
    black_frame,
    paint,
    paint_blend,
    paint_zoomed,
)

TURN_FRAMES = 20


@dataclass(frozen=True)
class Exhibit:
    """One picture of a gallery: the face around it, the picture, the camera over it."""

    surround: Picture
    source: Picture
    camera: Camera


class Gallery:
    """Every picture has the same time.

    A picture is asked for when it is first seen: a fade sees one of them only.
    """

    def __init__(
        self,
        exhibit: Callable[[int], Exhibit],
        exhibit_count: int,
        region: Rect,
        frame_count: int,
    ) -> None:
        self._exhibit = cache(exhibit)
        self._region = region
        self._starts = (*page_starts([1] * exhibit_count, frame_count), frame_count)
        self._before = black_frame(region.size).picture
        self._after = black_frame(region.size).picture
        self._painted: int | None = None
        self.page_frames = quiet_frames(self._starts[:-1], frame_count, TURN_FRAMES)

    def still_until(self, frame: int) -> int:
        return frame + 1  # it always moves

    def paint(self, frame: int, onto: Picture) -> None:
        page = page_at(self._starts[:-1], frame)
        share = turning_share(frame - self._starts[page], TURN_FRAMES)
        region = onto.part(self._region)
        if page == 0 or share == 1:
            self._paint_surround(page, onto)
            self._paint_exhibit(page, frame, region)
            return
        earlier, later = self._exhibit(page - 1), self._exhibit(page)
        paint_transition(PAGE_TURN, earlier.surround, later.surround, share, onto)
        self._paint_exhibit(page - 1, frame, self._before)
        self._paint_exhibit(page, frame, self._after)
        paint_blend(self._before, self._after, share, region)
        self._painted = None

    def _paint_surround(self, page: int, onto: Picture) -> None:
        if self._painted != page:
            paint(self._exhibit(page).surround, onto)
            self._painted = page

    def _paint_exhibit(self, page: int, frame: int, onto: Picture) -> None:
        start, end = self._starts[page], self._starts[page + 1]
        progress = (frame - start) / (end + TURN_FRAMES - start)
        exhibit = self._exhibit(page)
        paint_zoomed(exhibit.source, exhibit.camera.view_at(progress), onto)
