"""Loops, releases and urgent documents, as small as they may be."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from release.format import (
    File,
    Interrupt,
    Loop,
    Release,
    Scene,
    Timetable,
    Urgent,
    Window,
)

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
CLUSTER = "kim-thanh"


def file_of(content: bytes) -> File:
    return File(sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))


def loop_of(content: bytes, seconds: int = 4, scenes: int = 2) -> Loop:
    """A loop whose file holds these bytes, with scenes of equal length."""
    frames = seconds * 25
    return Loop(
        file=file_of(content),
        poster=file_of(b"poster"),
        width_px=320,
        height_px=180,
        fps=25,
        frame_count=frames,
        scenes=tuple(
            Scene(
                start_frame=number * frames // scenes,
                frame_count=frames // scenes,
                slot_id=f"slot-{number}",
                item_key=f"item-{number}",
                titles={"vi": f"Mục {number}"},
                faces=(),
            )
            for number in range(scenes)
        ),
    )


def window(start: datetime, hours: float, **loops: Loop) -> Window:
    return Window(
        start=start,
        end=start + timedelta(hours=hours),
        loops={canvas: loop.file.sha256 for canvas, loop in loops.items()},
    )


def release_of(
    seq: int,
    *windows: Window,
    loops: list[Loop],
    filler: dict[str, Loop] | None = None,
    slate: dict[str, Loop] | None = None,
    cluster: str = CLUSTER,
) -> Release:
    return Release(
        seq=seq,
        timetable=Timetable(
            cluster=cluster,
            created=NOON,
            windows=windows,
            loops={loop.file.sha256: loop for loop in loops},
        ),
        filler=_digests(filler),
        slate=_digests(slate),
    )


def always(seq: int, cluster: str = CLUSTER, **loops: Loop) -> Release:
    """A release of one window from long ago until long after."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return release_of(
        seq,
        window(start, 24 * 3650, **loops),
        loops=list(loops.values()),
        cluster=cluster,
    )


def urgent_of(
    seq: int,
    *interrupts: Interrupt,
    loops: list[Loop] | None = None,
    slate: bool = False,
) -> Urgent:
    return Urgent(
        cluster=CLUSTER,
        seq=seq,
        created=NOON,
        interrupts=interrupts,
        is_slate_ordered=slate,
        loops={loop.file.sha256: loop for loop in loops or []},
    )


def interrupt_of(
    name: str,
    start: datetime = NOON,
    hours: float = 1,
    is_drill: bool = False,
    level: str = "severe",
    **loops: Loop,
) -> Interrupt:
    return Interrupt(
        id=name,
        level=level,
        directive="CV 12/UBND",
        start=start,
        end=start + timedelta(hours=hours),
        loops=_digests(loops),
        is_drill=is_drill,
    )


def _digests(loops: dict[str, Loop] | None) -> dict[str, str]:
    return {canvas: loop.file.sha256 for canvas, loop in (loops or {}).items()}


def write_config(
    path: Path,
    *,
    cluster: str,
    repository: str,
    root: Path,
    data: Path,
) -> Path:
    """For one canvas, `led`, with neither LEDs nor a fixed port."""
    path.write_text(
        f"""
        cluster = "{cluster}"
        repository = "{repository}"
        root = "{root}"
        data = "{data}"
        [[canvas]]
        code = "led"
        width_px = 64
        height_px = 64
        [video]
        picture = "null"
        [limits]
        free_mib = 0
        [status]
        port = 0
        """
    )
    return path
