"""What every scene on a face can do."""

from typing import Protocol

from renderer.video.planes import Picture


class FaceScene(Protocol):
    """What moves on one face during a scene."""

    @property
    def page_frames(self) -> tuple[int, ...]:
        """For each page, a frame of the scene in which it alone is seen."""

    def still_until(self, frame: int) -> int:
        """The frame in which its picture next changes; `frame` + 1 while it moves.

        Frames that show the same are encoded once and repeated.
        """

    def paint(self, frame: int, onto: Picture) -> None:
        """Paints a frame of the scene on the whole face.

        `onto` is the same picture every time, and nobody else paints on it: so what
        has not changed since the last frame is left as it is.
        """
