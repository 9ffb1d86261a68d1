"""Files of what comes next, at most four at a time; urgent ones have the line alone."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from player.errors import DiskFullError, FetchError, WrongBytesError
from player.fetching import GivenUpError, fetch_file
from player.sources import Source
from player.store import Store
from release.format import File
from release.trust import UnreachableError

AT_MOST = 4
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2.0, 60.0
log = logging.getLogger(__name__)

type Failed = Callable[[File, FetchError | UnreachableError], None]


class Prefetching:
    """Told what is wanted; calls `on_fetched` or `on_failed` from its own threads."""

    def __init__(
        self,
        source: Source,
        store: Store,
        on_fetched: Callable[[File], None],
        on_failed: Failed,
        first_wait_seconds: float = FIRST_WAIT_SECONDS,
    ) -> None:
        self._source, self._store = source, store
        self._on_fetched, self._on_failed = on_fetched, on_failed
        self._first_wait = first_wait_seconds
        self._wanted: tuple[File, ...] = ()
        self._urgent: frozenset[str] = frozenset()
        self._busy: set[str] = set()
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._came: dict[str, int] = {}
        self._is_ended = False
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True)
            for number in range(AT_MOST)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def want(self, files: Sequence[File], urgent: Sequence[File]) -> None:
        """In this order. What is not wanted any more is given up."""
        with self._changed:
            self._wanted = tuple(files)
            self._urgent = frozenset(file.sha256 for file in urgent)
            self._changed.notify_all()

    def pause(self, timeout_seconds: float) -> None:
        """Gives everything up; returns when nothing is written any more, or in time."""
        with self._changed:
            self._wanted = ()
            self._changed.wait_for(lambda: not self._busy, timeout_seconds)

    def end(self) -> None:
        """Returns at once; a piece that is being written is not waited for."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    def _work(self) -> None:
        while file := self._next():
            try:
                self._fetch(file)
            except Exception:
                log.exception("fetching %s", file.sha256)
                self._put_off(file)
            finally:
                with self._changed:
                    self._busy.discard(file.sha256)
                    self._changed.notify_all()

    def _fetch(self, file: File) -> None:
        try:
            fetch_file(file, self._source, self._store, lambda: self._may_go_on(file))
        except GivenUpError:
            return
        except (UnreachableError, WrongBytesError, DiskFullError) as error:
            self._put_off(file)
            self._on_failed(file, error)
            return
        self._failures.pop(file.sha256, None)
        self._on_fetched(file)

    def _next(self) -> File | None:
        """Waits for something to do; None at the end."""
        with self._changed:
            while not self._is_ended:
                found = next(filter(self._is_due, self._wanted), None)
                if found:
                    self._busy.add(found.sha256)
                    return found
                self._changed.wait(timeout=self._seconds_to_wait())
            return None

    def _is_due(self, file: File) -> bool:
        """While an urgent file is missing, no other begins."""
        return (
            file.sha256 not in self._busy
            and self._not_before.get(file.sha256, 0.0) <= time.monotonic()
            and (file.sha256 in self._urgent or not self._is_urgent_missing())
            and not self._store.holds(file)
        )

    def _may_go_on(self, file: File) -> bool:
        with self._changed:
            if self._is_ended or file not in self._wanted:
                return False
            return file.sha256 in self._urgent or not self._is_urgent_missing()

    def _is_urgent_missing(self) -> bool:
        """One that failed and waits for its next try holds nobody up."""
        now = time.monotonic()
        return any(
            file.sha256 in self._urgent
            and self._not_before.get(file.sha256, 0.0) <= now
            and not self._store.holds(file)
            for file in self._wanted
        )

    def _put_off(self, file: File) -> None:
        """Longer each time, unless it got further: a line that breaks is still a line."""
        came = self._store.part_bytes(file)
        has_got_further = came > self._came.get(file.sha256, 0)
        self._came[file.sha256] = came
        count = 0 if has_got_further else self._failures.get(file.sha256, 0)
        self._failures[file.sha256] = count + 1
        wait = min(self._first_wait * 2**count, LONGEST_WAIT_SECONDS)
        self._not_before[file.sha256] = time.monotonic() + wait

    def _seconds_to_wait(self) -> float | None:
        now = time.monotonic()
        waits = [
            self._not_before[file.sha256] - now
            for file in self._wanted
            if file.sha256 in self._not_before and not self._store.holds(file)
        ]
        return max(0.01, min(waits)) if waits else None
