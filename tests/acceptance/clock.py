"""The hub's clock, set to when a scenario takes place. It goes on from there."""

import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone


class Clock:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def set(self, *parts: int) -> None:
        """In the province's time."""
        zone = timezone.get_default_timezone()
        self._set(datetime(*parts, tzinfo=zone))  # type: ignore[arg-type,misc]

    def let_pass(self, length: timedelta) -> None:
        """So much later it is, all at once."""
        self._set(timezone.now() + length)

    def _set(self, then: datetime) -> None:
        began = time.monotonic()

        def now() -> datetime:
            passed = timedelta(seconds=time.monotonic() - began)
            return (then + passed).astimezone(timezone.get_fixed_timezone(0))

        self._patch.setattr(timezone, "now", now)
