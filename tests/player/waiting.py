"""Waits for what comes about, as long as a busy machine may need."""

import time
from collections.abc import Callable

LONG_SECONDS = 180.0


def eventually[T](look: Callable[[], T], seconds: float = LONG_SECONDS) -> T:
    """The first true answer of `look`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError(f"it did not come about in {seconds:g} s: {look()!r}")
