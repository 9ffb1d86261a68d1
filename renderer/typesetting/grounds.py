"""What letters stand on, and the scrim that they need there.

Looks at the finished pixels: a theme says which ink goes with which ground, but scenery,
skies and the editors' pictures have colours of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from renderer.layouts import Rect
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import draw
from renderer.typesetting.contrast import LEAST_CONTRAST, scrimmed, worst_contrast
from renderer.typesetting.faces import Face
from renderer.typesetting.fitting import Page
from renderer.typesetting.pictures import Rgb, read_png

# In which region of a template a text of a role stands, if it has the first.
_REGIONS = {
    "title": ("title", "text", "run"),
    "long_title": ("title", "text", "run"),
    "body": ("body", "text", "run"),
}
# What was found of a role on a template's own drawing: it does not depend on the words.
_known: dict[tuple[str, str, int, int, str], bool] = {}
_MOST_KNOWN = 512
# A letter with broad strokes.
_PROBE = "I"


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture as it stands in its region."""

    region: Rect
    pixels: Rgb


def on_legible_ground(
    face: Face,
    document: Mapping[str, Any],
    pages: Sequence[Page],
    shown: Shown | None,
) -> tuple[Rgb, ...]:
    """The pages drawn, with the picture in them and a scrim behind what needs one."""
    drawn = tuple(read_png(png) for png in draw(face.theme, document))
    roles = {line.role for page in pages for line in page.lines}
    over = {role for role in roles if _is_over(_region(face, role), shown)}
    unknown = [role for role in sorted(roles - over) if _key(face, role) not in _known]
    if unknown and len(_known) + len(unknown) > _MOST_KNOWN:
        _known.clear()
        unknown = sorted(roles - over)
    if unknown:
        _learn(face, document, unknown)
    if not over and all(_known[_key(face, role)] for role in roles - over):
        return tuple(_with_picture(pixels, shown) for pixels in drawn)
    empty = {
        **document,
        "pages": [{**page, "lines": []} for page in document["pages"]],
    }
    grounds = [read_png(png) for png in draw(face.theme, empty)]
    return tuple(
        _composed(_with_picture(ground, shown), pixels, page.lines, covers)
        for ground, pixels, page, covers in zip(
            grounds,
            drawn,
            pages,
            _covers(face, [page.lines for page in pages]),
            strict=True,
        )
    )


def _composed(
    ground: Rgb, drawn: Rgb, lines: Sequence[Line], covers: Sequence[NDArray[np.uint8]]
) -> Rgb:
    """The letters on the ground, which is scrimmed behind those that need it."""
    inks = [_ink(drawn, cover) for cover in covers]
    for ink, cover in zip(inks, covers, strict=True):
        behind = _bounds(cover)
        if behind is None or ink is None:
            continue
        if worst_contrast(_part(ground, behind), ink) < LEAST_CONTRAST:
            ground = scrimmed(ground, behind, ink)
    pixels = ground.astype(np.uint16)
    for ink, cover in zip(inks, covers, strict=True):
        if ink is not None:
            share = cover[..., None].astype(np.uint16)
            colour = np.array([int(ink[i : i + 2], 16) for i in (1, 3, 5)], np.uint16)
            pixels = (pixels * (255 - share) + colour * share + 127) // 255
    return pixels.astype(np.uint8)


def _learn(face: Face, document: Mapping[str, Any], roles: Sequence[str]) -> None:
    """Whether each role's ink stands out all over its region, as the theme draws it.

    Its ink is seen on a letter put there, whatever the words: so every process finds the
    same.
    """
    probes = [_probe(face, role) for role in roles]
    lines = [[asdict(line) for line in of_role] for of_role in probes]
    asked = [{"lines": some, "number": 1, "count": 1} for some in (*lines, [])]
    *drawn, ground = (
        read_png(png) for png in draw(face.theme, {**document, "pages": asked})
    )
    covers = _covers(face, probes)
    for role, pixels, of_role in zip(roles, drawn, covers, strict=True):
        region, ink = _region(face, role), _ink(pixels, of_role[0]) if of_role else None
        _known[_key(face, role)] = (
            region is None
            or ink is None
            or worst_contrast(_part(ground, region), ink) >= LEAST_CONTRAST
        )


def _probe(face: Face, role: str) -> list[Line]:
    region = _region(face, role)
    if region is None:
        return []
    return [
        Line(
            role,
            face.language,
            weight=700,
            size=region.height,
            left=region.x,
            baseline=region.bottom,
            text=_PROBE,
        )
    ]


def _covers(
    face: Face, pages: Sequence[Sequence[Line]]
) -> list[list[NDArray[np.uint8]]]:
    """How much of each pixel each line's letters cover, from 0 to 255."""
    plates = [
        {
            "size": [face.size.width, face.size.height],
            "ground": "#ffffff",
            "bars": [],
            "lozenges": [],
            "lines": [{**asdict(line), "fill": "#000000"}],
        }
        for page in pages
        for line in page
    ]
    if not plates:
        return [[] for _ in pages]
    drawn = iter(draw(face.theme, {"task": "plates", "plates": plates}))
    return [[_cover(read_png(next(drawn))) for _ in page] for page in pages]


def _cover(letters: Rgb) -> NDArray[np.uint8]:
    """From black on white, on which typst's rounding leaves a hair of what it covers."""
    cover = 255 - letters[..., 0]
    cover[cover >= 254] = 255
    return cover


def _ink(drawn: Rgb, cover: NDArray[np.uint8]) -> str | None:
    """The colour where letters cover whole pixels, or most of them; none of nothing."""
    most = cover.max()
    if most == 0:
        return None
    covered = drawn[cover == most]
    red, green, blue = np.median(covered, axis=0).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _bounds(cover: NDArray[np.uint8]) -> Rect | None:
    rows, columns = (np.flatnonzero(cover.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    left, top = int(columns[0]), int(rows[0])
    return Rect(left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)


def _part(pixels: Rgb, region: Rect) -> Rgb:
    return pixels[region.y : region.bottom, region.x : region.right]


def _with_picture(pixels: Rgb, shown: Shown | None) -> Rgb:
    if shown is not None:
        _part(pixels, shown.region)[:] = shown.pixels
    return pixels


def _region(face: Face, role: str) -> Rect | None:
    return face.region(*_REGIONS.get(role, (role,)))


def _is_over(region: Rect | None, shown: Shown | None) -> bool:
    return region is not None and shown is not None and region.overlaps(shown.region)


def _key(face: Face, role: str) -> tuple[str, str, int, int, str]:
    width, height = face.size.width, face.size.height
    return (face.theme.digest, face.template, width, height, role)
