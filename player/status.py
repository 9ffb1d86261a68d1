"""What the status page tells, as a value. Pure."""

from dataclasses import dataclass
from datetime import datetime

from release.reports import AlarmCode, Rung


@dataclass(frozen=True)
class CanvasStatus:
    """`title` is the Vietnamese title of the scene that is on."""

    canvas: str
    rung: Rung
    is_playing: bool
    loop: str | None = None
    title: str = ""
    restarts: int = 0


@dataclass(frozen=True)
class AlarmStatus:
    code: AlarmCode
    detail: str
    since: datetime


@dataclass(frozen=True)
class Status:
    """`missing_bytes` of the next release are still to come."""

    cluster: str
    at: datetime
    seq: int
    seen_seq: int
    urgent_seq: int
    canvases: tuple[CanvasStatus, ...]
    alarms: tuple[AlarmStatus, ...]
    free_bytes: int
    missing_bytes: int
    unsent_entries: int
    clock_offset_ms: int | None
    temperature_c: float | None
