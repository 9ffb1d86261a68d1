"""Words on a plate of their own: for what stands over or below a moving picture.

A plate is drawn by typst like a page, but it knows no template: `ticker` and `overlays`
say where its lines stand.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from renderer.layouts import Size
from renderer.themes import Theme
from renderer.typesetting.blocks import Line
from renderer.typesetting.compiler import draw
from renderer.typesetting.pictures import Rgb, read_png

type Bar = tuple[int, int, int, int, str]  # left, top, width, height, colour
type Lozenge = tuple[int, int, int, str]  # left, top, side, colour


@dataclass(frozen=True)
class Plate:
    """What stands on it; colours as #rrggbb."""

    size: Size
    ground: str
    lines: Sequence[tuple[Line, str]]  # and the colour of each
    bars: Sequence[Bar] = ()
    lozenges: Sequence[Lozenge] = ()


def draw_plates(theme: Theme, plates: Sequence[Plate]) -> tuple[Rgb, ...]:
    """Raises ThemeError when the theme's typst fails."""
    if not plates:
        return ()
    document = {"task": "plates", "plates": [_described(plate) for plate in plates]}
    return tuple(read_png(png) for png in draw(theme, document))


def colours_of(theme: Theme, ink: str) -> tuple[str, str]:
    """An ink of the theme and the ground it stands on, as #rrggbb."""
    letters, ground = theme.file.inks[ink]
    return theme.file.colours[letters], theme.file.colours[ground]


def _described(plate: Plate) -> dict[str, object]:
    return {
        "size": [plate.size.width, plate.size.height],
        "ground": plate.ground,
        "lines": [{**asdict(line), "fill": fill} for line, fill in plate.lines],
        "bars": [list(bar) for bar in plate.bars],
        "lozenges": [list(lozenge) for lozenge in plate.lozenges],
    }
