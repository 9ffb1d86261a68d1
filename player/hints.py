"""Files that the hub says may come next: fetched ahead, bounded, and never shown for it.

A hint is no authority: what stands here is looked at by nobody who chooses a picture. It
is kept in memory; a hub tells its hints again to whoever opens a line.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from release.format import File

MOST_BYTES = 200_000_000
# So much in a day, held or given up: whoever forges hints does not eat the line either.
MOST_BYTES_A_DAY = 5 * MOST_BYTES
KEPT_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class _Hint:
    file: File
    at: float
    is_given_up: bool = False


class Hints:
    """The newest that fit; each for a day."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hints: dict[str, _Hint] = {}
        self._lock = threading.Lock()

    def take(self, file: File) -> None:
        """Said again it changes nothing, so that nobody begins a download anew."""
        with self._lock:
            self._sweep()
            told = sum(one.file.size_bytes for one in self._hints.values())
            is_too_much = told + file.size_bytes > MOST_BYTES_A_DAY
            if file.sha256 in self._hints or is_too_much or not file.size_bytes:
                return
            self._hints[file.sha256] = _Hint(file, self._clock())

    def give_up(self, file: File) -> bool:
        """Whether it was a hint. Not wanted any more, and not told anew."""
        with self._lock:
            hint = self._hints.get(file.sha256)
            if hint is None or hint.file != file:
                return False
            self._hints[file.sha256] = _Hint(file, hint.at, is_given_up=True)
            return True

    def files(self, named: Collection[str]) -> tuple[File, ...]:
        """The newest first, as far as they fit, but for what a release names anyway."""
        with self._lock:
            self._sweep()
            found, left = [], MOST_BYTES
            for hint in reversed(self._hints.values()):
                if hint.is_given_up or hint.file.sha256 in named:
                    continue
                if hint.file.size_bytes <= left:
                    found.append(hint.file)
                    left -= hint.file.size_bytes
            return tuple(found)

    def _sweep(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        self._hints = {
            name: one for name, one in self._hints.items() if one.at > oldest
        }
