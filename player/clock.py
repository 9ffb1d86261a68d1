"""The machine's clock with a floor under it, kept on disk in two copies.

What the readings mean is decided in `player.instants`.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from player.instants import (
    EARLIEST,
    Readings,
    expiry_time,
    is_suspect,
    playing_time,
    to_save,
)
from player.sealed import read_sealed, write_sealed

COPIES = ("clock-1", "clock-2")
SAVED_EVERY_SECONDS = 60.0


def system_clock() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Told the last signed time; asked what time it is."""

    def __init__(
        self,
        folder: Path,
        system: Callable[[], datetime] = system_clock,
        elapsed_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._system, self._elapsed = system, elapsed_seconds
        copies = [self._read(name) for name in COPIES]
        self._floor = max(floor for floor, _ in copies)
        self._seen = max(seen for _, seen in copies)
        self._saved_at = elapsed_seconds()
        self._signed: datetime | None = None
        self._is_to_save = False
        self._lock = threading.Lock()

    def vouch(self, signed_at: datetime) -> None:
        """An instant that is past: something was signed, or found fresh, then."""
        with self._lock:
            self._is_to_save |= self._signed is None
            self._signed = max(self._signed or signed_at, signed_at)

    def system(self) -> datetime:
        """What the machine says, right or wrong."""
        return self._system()

    def for_expiry(self) -> datetime:
        return expiry_time(self._readings())

    def for_playing(self) -> datetime:
        return playing_time(self._readings())

    def is_suspect(self) -> bool:
        return is_suspect(self._readings())

    def save(self) -> None:
        """When something was first vouched for, then once a minute. Raises OSError."""
        with self._lock:
            is_due = self._elapsed() >= self._saved_at + SAVED_EVERY_SECONDS
            if not (is_due or self._is_to_save):
                return
            self._floor, self._seen = to_save(self._read_clocks())
            self._saved_at = self._elapsed()
            self._is_to_save = False
            content = f"{self._floor.isoformat()} {self._seen.isoformat()}"
        for name in COPIES:
            write_sealed(self._folder / name, content.encode())

    def _readings(self) -> Readings:
        with self._lock:
            return self._read_clocks()

    def _read_clocks(self) -> Readings:
        elapsed = timedelta(seconds=self._elapsed() - self._saved_at)
        return Readings(self._system(), self._floor, self._seen, elapsed, self._signed)

    def _read(self, name: str) -> tuple[datetime, datetime]:
        try:
            content = (read_sealed(self._folder / name) or b"").decode()
            floor, seen = map(datetime.fromisoformat, content.split())
        except ValueError:
            return EARLIEST, EARLIEST
        return floor, seen
