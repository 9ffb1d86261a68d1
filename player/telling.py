"""How the player is, for the hub and for the status page."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from player.alarms import Alarms
from player.clock import Clock
from player.force import Force
from player.journal import Journal
from player.machine import temperature_c
from player.status import AlarmStatus, CanvasStatus, Status
from player.store import Store
from player.wall import Wall
from release.reports import AlarmNow, CanvasNow, Heartbeat


@dataclass(frozen=True)
class Parts:
    """Of the player, as far as they have something to tell."""

    force: Force
    wall: Wall
    store: Store
    journal: Journal
    alarms: Alarms
    clock: Clock


class Telling:
    """Asks the parts, each time anew. `offset_ms` is the server's clock minus ours."""

    def __init__(
        self,
        parts: Parts,
        cluster: str,
        offset_ms: Callable[[], int | None],
    ) -> None:
        self._cluster, self._offset_ms = cluster, offset_ms
        self._force, self._wall, self._store = parts.force, parts.wall, parts.store
        self._journal, self._alarms = parts.journal, parts.alarms
        self._clock = parts.clock
        self._begun = time.monotonic()

    def heartbeat(self) -> Heartbeat:
        """With a fresh picture of every canvas."""
        self._wall.take_pictures()
        return Heartbeat(
            cluster=self._cluster,
            at=self._clock.for_playing(),
            seq=self._force.seq,
            seen_seq=self._force.seen_seq,
            urgent_seq=self._force.urgent_seq,
            canvases=self._wall.now(),
            alarms=tuple(
                AlarmNow(code=one.code, detail=one.detail, since=one.since)
                for one in self._alarms.now()
            ),
            free_bytes=self._store.free_bytes(),
            unsent_entries=self._unsent(),
            uptime_seconds=int(time.monotonic() - self._begun),
            clock_offset_ms=self._offset_ms(),
            temperature_c=temperature_c(),
        )

    def status(self) -> Status:
        titles = self._wall.titles()
        return Status(
            cluster=self._cluster,
            at=self._clock.for_playing(),
            seq=self._force.seq,
            seen_seq=self._force.seen_seq,
            urgent_seq=self._force.urgent_seq,
            canvases=tuple(
                _canvas_status(one, titles[one.canvas]) for one in self._wall.now()
            ),
            alarms=tuple(
                AlarmStatus(one.code, one.detail, one.since)
                for one in self._alarms.now()
            ),
            free_bytes=self._store.free_bytes(),
            missing_bytes=self._force.missing_bytes,
            unsent_entries=self._unsent(),
            clock_offset_ms=self._offset_ms(),
            temperature_c=temperature_c(),
        )

    def _unsent(self) -> int:
        with self._journal.lock:
            return self._journal.spool.unsent_count


def _canvas_status(one: CanvasNow, title: str) -> CanvasStatus:
    return CanvasStatus(
        one.canvas, one.rung, one.frame is not None, one.loop, title, one.restarts
    )
