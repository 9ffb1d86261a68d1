"""A video in a region, the face's slides around it."""

from collections.abc import Iterator

from renderer.layouts import Rect
from renderer.scenes.face import FaceScene
from renderer.video.planes import Picture, paint


class ClipScene:
    """Frames must be painted one after the other, from the first the clip was read at."""

    def __init__(
        self, surround: FaceScene, frames: Iterator[Picture], region: Rect
    ) -> None:
        self._surround = surround
        self._frames = frames
        self._region = region

    @property
    def page_frames(self) -> tuple[int, ...]:
        return self._surround.page_frames

    def still_until(self, frame: int) -> int:
        return frame + 1  # it always moves

    def paint(self, frame: int, onto: Picture) -> None:
        self._surround.paint(frame, onto)
        paint(next(self._frames), onto.part(self._region))
