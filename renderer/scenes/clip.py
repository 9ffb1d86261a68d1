"""A video in a region, the face's slides around it."""

from collections.abc import Callable, Iterator

from renderer.layouts import Rect
from renderer.scenes.face import FaceScene
from renderer.video.planes import Picture, paint

type ReadFrom = Callable[[int], Iterator[Picture]]


class ClipScene:
    """The clip is opened at the first frame that is painted, and read on from there."""

    def __init__(self, surround: FaceScene, read_from: ReadFrom, region: Rect) -> None:
        self._surround = surround
        self._read_from = read_from
        self._region = region
        self._next_frame: int | None = None

    @property
    def page_frames(self) -> tuple[int, ...]:
        return self._surround.page_frames

    def still_until(self, frame: int) -> int:
        return frame + 1  # it always moves

    def paint(self, frame: int, onto: Picture) -> None:
        self._surround.paint(frame, onto)
        if frame != self._next_frame:
            self._frames = self._read_from(frame)
        self._next_frame = frame + 1
        paint(next(self._frames), onto.part(self._region))
