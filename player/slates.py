"""The safe slate that came with the player: the last thing that is always there.

Its words are right at every border on every day. The pictures are made from `slate.typ`,
in some shapes; the one nearest to a canvas is shown.
"""

from math import log
from pathlib import Path

FOLDER = Path(__file__).parent / "slate"


def slate_for(width_px: int, height_px: int) -> Path:
    """The picture whose shape is nearest."""
    return min(
        _pictures(), key=lambda path: abs(log(_shape(path) * height_px / width_px))
    )


def _pictures() -> list[Path]:
    return sorted(FOLDER.glob("*.png"))


def _shape(path: Path) -> float:
    width, _, height = path.stem.partition("x")
    return int(width) / int(height)
