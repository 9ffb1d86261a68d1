"""How often one may ask: a bucket that fills again. In this process's memory."""

import time
from collections.abc import Callable, Hashable

MOST_KEYS = 10_000


class Pace:
    """`burst` at once, then `per_second` on average. Pure but for its stopwatch."""

    def __init__(
        self,
        per_second: float,
        burst: int,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_second, self._burst = per_second, burst
        self._stopwatch = stopwatch
        self._left: dict[Hashable, tuple[float, float]] = {}

    def lets_through(self, key: Hashable) -> bool:
        now = self._stopwatch()
        left, at = self._left.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - at) * self._per_second)
        is_let = left >= 1
        # At the end, so that the first is who asked longest ago.
        self._left[key] = (left - 1 if is_let else left, now)
        if len(self._left) > MOST_KEYS:
            del self._left[next(iter(self._left))]
        return is_let

    def forget_all(self) -> None:
        """As after a start."""
        self._left.clear()
