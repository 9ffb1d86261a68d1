"""What is laid over a picture, each of its pixels as opaque as it must be."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.layouts import Rect, Size
from renderer.video.pictures import Rgb, as_planes
from renderer.video.planes import Picture, Plane, Planes

_FULL = 256

type Shares = NDArray[np.uint16]
type Layers = tuple[Shares, Shares, Shares]


@dataclass(frozen=True)
class Overlay:
    """For each plane what is seen of the overlay, and of what is behind; in 256ths.

    What is seen of the overlay holds the half that rounds a sum to whole levels.
    """

    seen: Layers
    behind: Layers

    @property
    def size(self) -> Size:
        height, width = self.seen[0].shape
        return Size(width, height)

    def part(self, rect: Rect) -> "Overlay":
        """A view of it; `rect` is even."""
        return Overlay(_part(self.seen, rect), _part(self.behind, rect))


def _part(layers: Layers, rect: Rect) -> Layers:
    y, u, v = layers
    rows, columns = slice(rect.y, rect.bottom), slice(rect.x, rect.right)
    half_rows = slice(rect.y // 2, rect.bottom // 2)
    half_columns = slice(rect.x // 2, rect.right // 2)
    return (
        y[rows, columns],
        u[half_rows, half_columns],
        v[half_rows, half_columns],
    )


def opaque(picture: Rgb) -> Overlay:
    """Hides whatever is behind it."""
    return _overlay(picture, np.full(picture.shape[:2], _FULL, np.uint16))


def over_plate(picture: Rgb, ground: str, opacity: float) -> Overlay:
    """Words on a plate: only the plate lets some of what is behind it through."""
    colour = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
    distance = np.abs(picture - colour).max(axis=2)
    # From this far on a pixel is no mixture of plate and letter any more.
    covered = np.clip(distance / max(float(distance.max()), 1.0), 0, 1)
    shares = np.round((opacity + (1 - opacity) * covered) * _FULL).astype(np.uint16)
    return _overlay(picture, shares)


def paint_over(overlay: Overlay, onto: Picture) -> None:
    """Lays it over a picture of the same size."""
    layers = zip(overlay.seen, overlay.behind, onto.planes, strict=True)
    for seen, behind, target in layers:
        mixed = np.multiply(target, behind)
        mixed += seen
        mixed >>= 8
        np.copyto(target, mixed, casting="unsafe")


def copied(picture: Picture) -> Picture:
    planes: Planes = tuple(plane.copy() for plane in picture.planes)  # type: ignore[assignment]
    return Picture(planes)


def _overlay(picture: Rgb, shares: Shares) -> Overlay:
    height, width = shares.shape
    half = cv2.resize(shares, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    chroma = np.asarray(half, np.uint16)
    y, u, v = as_planes(picture).planes
    return Overlay(
        seen=(_seen(y, shares), _seen(u, chroma), _seen(v, chroma)),
        behind=(_FULL - shares, _FULL - chroma, _FULL - chroma),
    )


def _seen(plane: Plane, shares: Shares) -> Shares:
    seen: Shares = plane * shares + _FULL // 2
    return seen
