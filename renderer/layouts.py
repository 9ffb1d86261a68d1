"""Rectangles on a canvas. Pure; knows nothing of what is shown in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from renderer.errors import LayoutError

MAX_SIDE_PX = 8192


@dataclass(frozen=True, order=True)
class Size:
    """Width and height in LED pixels."""

    width: int
    height: int

    def turned(self, degrees: int) -> "Size":
        """The size after a turn by a multiple of 90 degrees."""
        return Size(self.height, self.width) if degrees % 180 else self


@dataclass(frozen=True, order=True)
class Rect:
    """Left, top, width and height in LED pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def contains(self, other: "Rect") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def overlaps(self, other: "Rect") -> bool:
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


def check_canvas(where: str, size: Size, faces: Iterable[tuple[str, Rect]]) -> None:
    """Raises LayoutError unless faces of even sizes lie apart inside an even canvas.

    Even, because H.264 4:2:0 keeps one colour sample for each 2×2 pixels.
    """
    _check_size(where, size)
    named = list(faces)
    if not named:
        raise LayoutError(where, "it has no face", "draw at least one face on it")
    for code, rect in named:
        _check_face(f"{where}.faces[{code}]", rect, Rect(0, 0, size.width, size.height))
    for (one, first), (other, second) in combinations(named, 2):
        if first.overlaps(second):
            raise LayoutError(
                where,
                "faces {one} and {other} overlap",
                "move one of them",
                one=one,
                other=other,
            )


def _check_size(where: str, size: Size) -> None:
    sides = {"widthPx": size.width, "heightPx": size.height}
    for name, side in sides.items():
        if side % 2 or not 0 < side <= MAX_SIDE_PX:
            raise LayoutError(
                f"{where}.{name}",
                "{side} px cannot be encoded",
                "give an even number from 2 to {most}",
                side=side,
                most=MAX_SIDE_PX,
            )


def _check_face(where: str, rect: Rect, canvas: Rect) -> None:
    values = (rect.x, rect.y, rect.width, rect.height)
    if any(value % 2 for value in values) or rect.width <= 0 or rect.height <= 0:
        raise LayoutError(
            where,
            "{size} at {place} is not on even pixels",
            "give even numbers for its place and size",
            size=f"{rect.width}×{rect.height}",
            place=f"{rect.x},{rect.y}",
        )
    if not canvas.contains(rect):
        raise LayoutError(
            where,
            "it reaches from {start} to {end}, outside the canvas of {size}",
            "move or shrink the face, or correct the canvas",
            start=f"{rect.x},{rect.y}",
            end=f"{rect.right},{rect.bottom}",
            size=f"{canvas.width}×{canvas.height}",
        )


def even(length: float) -> int:
    """The nearest even number of pixels, at least two."""
    return max(2, round(length / 2) * 2)


def covering_size(source: Size, target: Size) -> Size:
    """The smallest even size of the source's shape that covers the target."""
    scale = max(target.width / source.width, target.height / source.height)
    return Size(
        max(target.width, even(source.width * scale)),
        max(target.height, even(source.height * scale)),
    )


def fitting_rect(source: Size, target: Size) -> Rect:
    """The largest even rectangle of the source's shape, in the middle of the target."""
    scale = min(target.width / source.width, target.height / source.height)
    width = min(target.width, even(source.width * scale))
    height = min(target.height, even(source.height * scale))
    x = (target.width - width) // 4 * 2
    y = (target.height - height) // 4 * 2
    return Rect(x, y, width, height)


def cut_around(focus: tuple[float, float], whole: Size, part: Size) -> Rect:
    """An even rectangle of `part` size in `whole`, its middle as near the focus as can be."""
    x = _start_of(whole.width, part.width, focus[0])
    y = _start_of(whole.height, part.height, focus[1])
    return Rect(x, y, part.width, part.height)


def _start_of(whole: int, part: int, focus: float) -> int:
    wanted = int(focus * whole - part / 2) // 2 * 2
    return min(max(wanted, 0), whole - part)
