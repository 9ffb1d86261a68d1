"""What the renderer finished for a cluster, read as the release it could become.

    <cluster>/timetable.json    which loop plays when
    <cluster>/filler.json       a timetable whose first window names the filler loops
    <cluster>/slate.json        the same for the safe slate

The last two may be missing; the proof says so. Broken documents do no harm.
"""

import logging
from pathlib import Path

from django.conf import settings

from release.format import (
    TIMETABLE_NAME,
    FormatError,
    Loop,
    Release,
    Timetable,
    parse_timetable,
)

logger = logging.getLogger(__name__)

FILLER_NAME, SLATE_NAME = "filler.json", "slate.json"


def read_candidate(cluster: str, seq: int) -> Release | None:
    """None when nothing is finished, or what is there cannot be read."""
    timetable = _read(cluster, TIMETABLE_NAME)
    if timetable is None or not timetable.windows or timetable.cluster != cluster:
        return None
    filler, slate = _loops_of(cluster, FILLER_NAME), _loops_of(cluster, SLATE_NAME)
    more = {loop.file.sha256: loop for loop in (*filler.values(), *slate.values())}
    try:
        return Release(
            seq=seq,
            timetable=timetable.model_copy(update={"loops": timetable.loops | more}),
            filler={canvas: loop.file.sha256 for canvas, loop in filler.items()},
            slate={canvas: loop.file.sha256 for canvas, loop in slate.items()},
        )
    except ValueError as error:
        logger.warning(
            "the timetable of %s names what it does not hold: %s", cluster, error
        )
        return None


def _loops_of(cluster: str, name: str) -> dict[str, Loop]:
    """By canvas."""
    timetable = _read(cluster, name)
    if timetable is None or not timetable.windows:
        return {}
    named = timetable.windows[0].loops.items()
    return {
        canvas: timetable.loops[key] for canvas, key in named if key in timetable.loops
    }


def _read(cluster: str, name: str) -> Timetable | None:
    path = Path(settings.LOOPS_DIR) / cluster / name
    try:
        return parse_timetable(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, FormatError) as error:
        logger.warning("%s: %s", path, error)
        return None
