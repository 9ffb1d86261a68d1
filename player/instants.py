"""What time it is, when the machine's clock may be wrong. Pure.

1. Time for expiry = max(system clock, saved floor, last signed time), and runs on.
2. What was signed, or found fresh, proves a clock that is behind it wrong, and one that
   is BELIEVABLE ahead of it. A clock that is not proven wrong is followed: so players
   agree to the millisecond, which a time that never goes back cannot promise.
3. While it is proven wrong, time runs on from when it was last seen right.
4. No clock lifts the floor further than FLOOR_REACH beyond what was signed: a machine
   whose clock was seven hours ahead until it was corrected takes updates again soon.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BELIEVABLE = timedelta(days=400)
FLOOR_REACH = timedelta(hours=1)
NEAR = timedelta(minutes=5)
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Readings:
    """`floor` and `seen` (a clock not proven wrong) were saved `elapsed` ago.

    `signed` is an instant that is past: when something was signed or found fresh.
    """

    system: datetime
    floor: datetime = EARLIEST
    seen: datetime = EARLIEST
    elapsed: timedelta = timedelta()
    signed: datetime | None = None


def expiry_time(readings: Readings) -> datetime:
    """Compared with expiry dates; never earlier than anything known."""
    running = readings.floor + readings.elapsed
    known = max(running, readings.signed or running)
    return known if _is_far_ahead(readings) else max(known, readings.system)


def playing_time(readings: Readings) -> datetime:
    """By which loops are chosen and positioned."""
    if not is_proven_wrong(readings):
        return readings.system
    return max(readings.seen + readings.elapsed, _proven(readings))


def is_proven_wrong(readings: Readings) -> bool:
    """Nothing is signed in the future, nor looked at a year too late."""
    return readings.system < _proven(readings) - NEAR or _is_far_ahead(readings)


def is_suspect(readings: Readings) -> bool:
    """A person should look at the clock."""
    running = max(readings.floor, readings.seen) + readings.elapsed
    return readings.system < running - NEAR or is_proven_wrong(readings)


def to_save(readings: Readings) -> tuple[datetime, datetime]:
    """The floor, never below what is saved, and the clock as it was last seen."""
    floor = readings.floor
    if readings.signed is not None:
        reach = readings.signed + FLOOR_REACH
        floor = max(floor, readings.signed, min(expiry_time(readings), reach))
    return floor, playing_time(readings)


def _proven(readings: Readings) -> datetime:
    """The latest instant that is past for certain, also before the last restart."""
    return max(readings.signed or EARLIEST, readings.floor - FLOOR_REACH)


def _is_far_ahead(readings: Readings) -> bool:
    known = _proven(readings) + BELIEVABLE
    return readings.signed is not None and readings.system > known
