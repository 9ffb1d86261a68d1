"""Typeset pages, one after the other: stories, notices and the filler."""

from collections.abc import Callable, Sequence
from functools import cache

from renderer.scenes.pages import (
    page_at,
    page_starts,
    quiet_frames,
    still_until,
    turning_share,
)
from renderer.scenes.transitions import PAGE_TURN, paint_transition
from renderer.video.planes import Picture, paint

TURN_FRAMES = 16  # a page gives way to the next in about two thirds of a second


class Slides:
    """Pages share a scene's time by how much there is to read on each.

    A page is asked for when it is first seen: a fade sees one of them only.
    """

    def __init__(
        self,
        page: Callable[[int], Picture],
        weights: Sequence[int],
        frame_count: int,
    ) -> None:
        self._page = cache(page)
        self._starts = page_starts(weights, frame_count)
        self._painted: int | None = None
        self.page_frames = quiet_frames(self._starts, frame_count, TURN_FRAMES)

    def still_until(self, frame: int) -> int:
        return still_until(self._starts, frame, TURN_FRAMES)

    def paint(self, frame: int, onto: Picture) -> None:
        page = page_at(self._starts, frame)
        share = turning_share(frame - self._starts[page], TURN_FRAMES)
        if page > 0 and share < 1:
            earlier, later = self._page(page - 1), self._page(page)
            paint_transition(PAGE_TURN, earlier, later, share, onto)
            self._painted = None
        elif self._painted != page:
            paint(self._page(page), onto)
            self._painted = page
