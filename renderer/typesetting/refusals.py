"""Says of a text that does not fit what would: how long, or how large a face. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from renderer.errors import TypesettingError
from renderer.layouts import Rect, Size
from renderer.typesetting.binding import loosened
from renderer.typesetting.blocks import Style, largest_block
from renderer.typesetting.faces import Face
from renderer.typesetting.lines import Part

# Nobody can say anything in less.
_FEWEST_CHARACTERS = 8


def too_long(
    face: Face, style: Style, name: str, parts: Sequence[Part], region: Rect
) -> TypesettingError:
    """`name` is what the editors call the text that was to be set in the style."""
    least = style.scale.sizes[-1]
    fitting = _fitting_count(parts, _at(style, (least,)), region)
    if fitting < _FEWEST_CHARACTERS:
        return no_line(face, name, least, region.size)
    text = _plain(parts)
    return TypesettingError(
        f"{name} of {face.name}",
        "“{text}” ({count} characters) would fit only in letters of {possible} px,"
        " and under {least} px they cannot be read there",
        "shorten it to about {fitting} characters",
        text=text,
        count=len(text),
        possible=_possible_px(parts, style, region, least),
        least=least,
        fitting=fitting,
    )


def no_line(face: Face, name: str, least: int, room: Size) -> TypesettingError:
    """Where legible letters have no room at all."""
    return TypesettingError(
        f"{name} of {face.name}",
        "no line of letters of {least} px fits in its region of {width}×{height}",
        "the face is too small for its viewing distance: correct its distance and"
        " pitch, or do not show it there",
        least=least,
        width=room.width,
        height=room.height,
    )


def _fitting_count(parts: Sequence[Part], style: Style, region: Rect) -> int:
    """The characters of the longest beginning that fits."""
    counts = range(1, len(parts) + 1)
    fitting = bisect_right(
        counts, 0, key=lambda count: 0 if _fits(parts[:count], style, region) else 1
    )
    return len(_plain(parts[:fitting]))


def _possible_px(parts: Sequence[Part], style: Style, region: Rect, least: int) -> int:
    """The largest letters in which all of it would fit, or 0."""
    smaller = _at(style, tuple(range(least - 1, 0, -1)))
    block = largest_block(parts, smaller, region.width, region.height)
    return block.size_px if block else 0


def _fits(parts: Sequence[Part], style: Style, region: Rect) -> bool:
    return largest_block(parts, style, region.width, region.height) is not None


def _at(style: Style, sizes: tuple[int, ...]) -> Style:
    return replace(style, scale=style.scale.model_copy(update={"sizes": sizes}))


def _plain(parts: Sequence[Part]) -> str:
    return loosened(" ".join("".join(part.text for part in parts).split()))
