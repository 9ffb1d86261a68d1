"""What is laid over a scene for some of its frames: subtitles, a name, a code.

A plate that moves unrolls from its left edge, and rolls up again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from renderer.layouts import Rect
from renderer.scenes.face import FaceScene
from renderer.scenes.pages import NEVER
from renderer.scenes.transitions import eased
from renderer.video.overlays import Overlay, copied, paint_over
from renderer.video.planes import Picture, paint


@dataclass(frozen=True)
class Showing:
    """An overlay, where it lies (even), and the frames of the scene in which it is seen.

    `end` is the first frame without it; in its first and last `moving` frames it moves.
    """

    overlay: Overlay
    place: Rect
    start: int = 0
    end: int = NEVER
    moving: int = 0

    def width_at(self, frame: int) -> int:
        """How much of it is seen, from the left; an even number of pixels, 0 for none."""
        if not self.start <= frame < self.end:
            return 0
        into, left = frame - self.start + 1, self.end - frame
        share = min(into, left, self.moving + 1) / (self.moving + 1)
        return 2 * round(self.place.width * eased(share) / 2)

    def still_until(self, frame: int) -> int:
        """The frame in which it next comes, goes or moves."""
        if frame < self.start:
            return self.start
        if frame >= self.end:
            return NEVER
        is_still = self.start + self.moving <= frame < self.end - self.moving - 1
        return self.end - self.moving if is_still else frame + 1


class Overlaid:
    """A scene and what lies over it. What was beneath is put back before each frame."""

    def __init__(self, beneath: FaceScene, showings: Sequence[Showing]) -> None:
        self._beneath = beneath
        self._showings = showings
        self._hidden: list[tuple[Picture, Rect]] = []
        moved_in = [s.start + s.moving for s in showings if s.moving]
        seen = max(moved_in, default=0)
        self.page_frames = tuple(max(frame, seen) for frame in beneath.page_frames)

    def still_until(self, frame: int) -> int:
        return min(
            self._beneath.still_until(frame),
            *(showing.still_until(frame) for showing in self._showings),
        )

    def paint(self, frame: int, onto: Picture) -> None:
        for picture, place in reversed(self._hidden):
            paint(picture, onto.part(place))
        self._hidden.clear()
        self._beneath.paint(frame, onto)
        for showing in self._showings:
            width = showing.width_at(frame)
            if width:
                self._lay(showing, width, onto)

    def _lay(self, showing: Showing, width: int, onto: Picture) -> None:
        place = Rect(showing.place.x, showing.place.y, width, showing.place.height)
        target = onto.part(place)
        self._hidden.append((copied(target), place))
        paint_over(showing.overlay.part(Rect(0, 0, width, place.height)), target)
