"""What happened goes to the spool in order, from any thread, and nobody waits for a disk.

While the disk is full, entries wait in memory, the newest few thousand of them.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from player.spool import Spool
from release.reports import Entry

MOST_WAITING = 5000
RETRY_SECONDS = 5.0
log = logging.getLogger(__name__)

# Given its number, an entry is complete.
type Draft = Callable[[int], Entry]


class Journal:
    """Writes with one thread of its own, and lends the spool to whoever sends it."""

    def __init__(
        self,
        spool: Spool,
        clock: Callable[[], datetime],
        on_disk: Callable[[OSError | None], None] = lambda _: None,
        on_lost: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._spool, self._clock = spool, clock
        self._on_disk, self._on_lost = on_disk, on_lost
        self._waiting: deque[Draft] = deque(maxlen=MOST_WAITING)
        self._changed = threading.Condition()
        self._is_ended = False
        self._is_failing = False
        self.lock = threading.Lock()  # of the spool's files
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)

    @property
    def spool(self) -> Spool:
        """Hold `lock` while using it."""
        return self._spool

    def start(self) -> None:
        self._thread.start()

    def write(self, draft: Draft) -> None:
        with self._changed:
            self._waiting.append(draft)
            self._changed.notify()

    def end(self) -> None:
        """Writes what waits, if the disk takes it."""
        with self._changed:
            self._is_ended = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _work(self) -> None:
        while self._wait():
            self._write_one()

    def _wait(self) -> bool:
        with self._changed:
            if self._is_failing and not self._is_ended:
                self._changed.wait(timeout=RETRY_SECONDS)
            while not self._waiting and not self._is_ended:
                self._changed.wait()
            return bool(self._waiting) and not (self._is_ended and self._is_failing)

    def _write_one(self) -> None:
        draft = self._waiting[0]
        try:
            with self.lock:
                self._spool.append(draft(self._spool.next_number))
                lost = self._spool.trim(self._clock())
        except ValidationError:
            # Never the reason that what comes after it is not written.
            log.exception("an entry that cannot be written down")
            self._drop(draft)
            return
        except OSError as error:
            if not self._is_failing:
                log.error("the spool cannot be written: %s", error)  # noqa: TRY400
            self._is_failing = True
            self._on_disk(error)
            return
        self._drop(draft)
        if self._is_failing:
            self._is_failing = False
            self._on_disk(None)
        if lost:
            self._on_lost(lost)

    def _drop(self, draft: Draft) -> None:
        with self._changed:
            if self._waiting and self._waiting[0] is draft:
                self._waiting.popleft()
