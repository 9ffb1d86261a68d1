"""A video in a region, the face's slides around it."""

from collections.abc import Callable

from renderer.layouts import Rect
from renderer.scenes.face import FaceScene
from renderer.video.planes import Picture, paint

type PictureAt = Callable[[int], Picture]


class ClipScene:
    """`picture_at` answers the clip's picture in a frame of the scene."""

    def __init__(
        self, surround: FaceScene, picture_at: PictureAt, region: Rect
    ) -> None:
        self._surround = surround
        self._picture_at = picture_at
        self._region = region

    @property
    def page_frames(self) -> tuple[int, ...]:
        return self._surround.page_frames

    def still_until(self, frame: int) -> int:
        return frame + 1  # it always moves

    def paint(self, frame: int, onto: Picture) -> None:
        self._surround.paint(frame, onto)
        paint(self._picture_at(frame), onto.part(self._region))
