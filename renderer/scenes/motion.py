"""The slow camera of a gallery: where it looks at each instant. Pure."""

from dataclasses import dataclass

from renderer.layouts import Size

# How far the camera goes in: seen from the foot of a wall, more looks like a lurch.
ZOOM = 1.12


@dataclass(frozen=True)
class Camera:
    """A move over a picture of `source` size, shown in a region of `region` size.

    The source is the region's covering size times ZOOM, so that the closest view
    shows it pixel for pixel.
    """

    source: Size
    region: Size
    focus: tuple[float, float]
    is_going_in: bool

    def view_at(self, progress: float) -> tuple[float, float, float, float]:
        """Left, top, width, height in source pixels; `progress` runs from 0 to 1."""
        eased = _eased(progress if self.is_going_in else 1 - progress)
        zoom = 1 + (ZOOM - 1) * eased
        width = self.region.width * ZOOM / zoom
        height = self.region.height * ZOOM / zoom
        return (
            _placed(self.source.width, width, self.focus[0]),
            _placed(self.source.height, height, self.focus[1]),
            width,
            height,
        )


def _placed(whole: int, part: float, focus: float) -> float:
    """Where a part begins so that the focus is near its middle, within the whole."""
    return min(max(focus * whole - part / 2, 0.0), whole - part)


def _eased(progress: float) -> float:
    """Starts and stops gently, and moves evenly between."""
    held = min(max(progress, 0.0), 1.0)
    return held * held * (3 - 2 * held) * 0.5 + held * 0.5
