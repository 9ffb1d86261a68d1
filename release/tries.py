"""Counts wrong PINs of one key; from the third on each costs a longer wait."""

from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from release.errors import SigningKeyError
from release.keeping import KeptTwice

FREE_TRIES = 3
FIRST_WAIT = timedelta(seconds=30)
# Longer would let whoever can reach the hub lock an approver out for days.
LONGEST_WAIT = timedelta(hours=1)


class _Count(BaseModel):
    failures: int
    last: AwareDatetime


def wait_after(failures: int) -> timedelta:
    """Nothing at first, then half a minute, doubled each time up to an hour."""
    if failures < FREE_TRIES:
        return timedelta()
    doublings = min(failures - FREE_TRIES, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class Tries:
    """A try counts as wrong until it is known to be right: killing us wins no guesses."""

    def __init__(self, path: Path) -> None:
        self._file = KeptTwice(path, mode=0o600)

    def begin(self, now: datetime) -> int:
        """Counts one more and says how many. Raises SigningKeyError while there is a wait."""
        count = self._read()
        if count is not None and now < (until := self._until(count, now)):
            raise SigningKeyError("wait", until=until.isoformat(timespec="seconds"))
        failures = count.failures + 1 if count else 1
        self._write(_Count(failures=failures, last=now))
        return failures

    def succeed(self, now: datetime) -> None:
        self._write(_Count(failures=0, last=now))

    def _until(self, count: _Count, now: datetime) -> datetime:
        """Where the clock was set back, the wait begins anew and is no longer than it is."""
        if count.last > now:
            count = count.model_copy(update={"last": now})
            self._write(count)
        return count.last + wait_after(count.failures)

    def _read(self) -> _Count | None:
        try:
            return _Count.model_validate_json(self._file.read() or b"")
        except ValidationError:
            return None

    def _write(self, count: _Count) -> None:
        self._file.write(count.model_dump_json().encode())
