"""A picture as three planes of YUV 4:2:0 (BT.709, limited range), and painting on it.

Everything is composed in the encoder's own format: a frame is never converted whole,
and only what changed in it is touched.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.layouts import Rect, Size

type Plane = NDArray[np.uint8]
type Planes = tuple[Plane, Plane, Plane]

# Beside an encoder that uses every core, OpenCV's own threads only get in its way.
cv2.setNumThreads(1)

_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


@dataclass(frozen=True)
class Picture:
    """Luma at full size, both chromas at half; width and height are even."""

    planes: Planes

    @property
    def size(self) -> Size:
        height, width = self.planes[0].shape
        return Size(width, height)

    def part(self, rect: Rect) -> "Picture":
        """A view of the same memory: painting on it paints here. `rect` is even."""
        y, u, v = self.planes
        half = Rect(rect.x // 2, rect.y // 2, rect.width // 2, rect.height // 2)
        return Picture((_cut(y, rect), _cut(u, half), _cut(v, half)))


@dataclass(frozen=True)
class Frame:
    """A picture whose planes lie one after the other, as the encoder takes them."""

    picture: Picture
    buffer: Plane


def black_frame(size: Size) -> Frame:
    """A new frame that nothing has been painted on."""
    width, height = size.width, size.height
    buffer = np.empty((height * 3 // 2, width), np.uint8)
    buffer[:height] = 16
    buffer[height:] = 128
    chroma = buffer[height:].reshape(2, height // 2, width // 2)
    return Frame(Picture((buffer[:height], chroma[0], chroma[1])), buffer)


def _cut(plane: Plane, rect: Rect) -> Plane:
    return plane[rect.y : rect.bottom, rect.x : rect.right]


def paint(source: Picture, onto: Picture) -> None:
    """Copies a picture over one of the same size."""
    for plane, target in zip(source.planes, onto.planes, strict=True):
        np.copyto(target, plane)


def paint_turned(source: Picture, onto: Picture, degrees: int) -> None:
    """Copies a picture turned clockwise; `onto` has the turned size."""
    for plane, target in zip(source.planes, onto.planes, strict=True):
        np.copyto(target, cv2.rotate(plane, _TURNS[degrees]))


def paint_blend(before: Picture, after: Picture, share: float, onto: Picture) -> None:
    """Paints `share` of `after` over the rest of `before`; all of the same size."""
    layers = zip(before.planes, after.planes, onto.planes, strict=True)
    for one, other, target in layers:
        blended = cv2.addWeighted(one, 1 - share, other, share, 0)
        np.copyto(target, blended)


def paint_zoomed(
    source: Picture, view: tuple[float, float, float, float], onto: Picture
) -> None:
    """Fills `onto` with a part of `source`, sampled between its pixels.

    `view` is left, top, width and height in source pixels, and need not be whole: that
    is what keeps a slow zoom from trembling.
    """
    left, top, width, height = view
    for plane, target in zip(source.planes, onto.planes, strict=True):
        parts = source.planes[0].shape[1] / plane.shape[1]
        rows, columns = target.shape
        across, down = width / parts / columns, height / parts / rows
        matrix = np.array(
            [
                [across, 0, left / parts + across / 2 - 0.5],
                [0, down, top / parts + down / 2 - 0.5],
            ]
        )
        cv2.warpAffine(
            plane,
            matrix,
            (columns, rows),
            dst=target,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
