"""How long a screen stood still while its player was not heard, by the as-run log. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# A scene's entry ends with the last frame seen, the next begins with the first: between
# them lies a look of the player's, or the change to another file.
JOINT = timedelta(seconds=5)
_NOTHING = timedelta(0)


@dataclass(frozen=True)
class Stretch:
    start: datetime
    end: datetime


def screen_stood_still(
    silence: Stretch, shown: Mapping[str, Sequence[Stretch]]
) -> timedelta | None:
    """Of the canvas that stood longest; None until the log of all reaches beyond the end.

    `shown` holds the scenes of each canvas, by when they began.
    """
    if not shown or not all(_reaches(silence, rows) for rows in shown.values()):
        return None
    return max(_gaps(silence, rows) for rows in shown.values())


def _reaches(silence: Stretch, rows: Sequence[Stretch]) -> bool:
    return any(one.end >= silence.end for one in rows)


def _gaps(silence: Stretch, rows: Sequence[Stretch]) -> timedelta:
    stood, at = _NOTHING, silence.start
    for one in rows:
        begun = min(one.start, silence.end)
        if begun - at > JOINT:
            stood += begun - at
        at = max(at, min(one.end, silence.end))
    return stood
