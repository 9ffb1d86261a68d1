"""What is verified, what is in force, and the step from one to the other, on disk first.

Used by the thread that ticks; `learn` is called from others.
"""

import logging
import threading
from collections.abc import Collection, Mapping
from datetime import datetime

from player.activation import InForce, next_in_force, urgent_files, wanted_files
from player.alarms import Alarms
from player.instants import EARLIEST
from player.keeping import Keeping
from player.ladder import Choice, Situation, choose
from player.store import Store
from release.format import File, Loop
from release.reports import AlarmCode
from release.trust import Trusted

log = logging.getLogger(__name__)


class Force:
    """Begins with what was in force when the machine went off."""

    def __init__(self, keeping: Keeping, store: Store, alarms: Alarms) -> None:
        self._keeping, self._store, self._alarms = keeping, store, alarms
        self._in_force = self._kept = keeping.read_in_force()
        self._good = self._kept_good = keeping.read_last_good()
        self._trusted = Trusted(None, None, EARLIEST)
        self._lock = threading.Lock()

    @property
    def in_force(self) -> InForce:
        return self._in_force

    @property
    def wanted(self) -> tuple[File, ...]:
        return wanted_files(self._in_force, self._trusted)

    @property
    def urgent(self) -> tuple[File, ...]:
        return urgent_files(self._in_force, self._trusted)

    @property
    def seen_seq(self) -> int:
        release = self._trusted.release
        return max(release.seq if release else 0, self.seq)

    @property
    def seq(self) -> int:
        return self._in_force.release.seq if self._in_force.release else 0

    @property
    def urgent_seq(self) -> int:
        return self._in_force.urgent.seq if self._in_force.urgent else 0

    @property
    def is_missing_something(self) -> bool:
        return any(not self._store.holds(file) for file in self.wanted)

    @property
    def missing_bytes(self) -> int:
        return sum(
            file.size_bytes - self._store.part_bytes(file)
            for file in self.wanted
            if not self._store.holds(file)
        )

    def learn(self, trusted: Trusted) -> None:
        """What was verified just now."""
        with self._lock:
            self._trusted = trusted

    def activate(self) -> bool:
        """Whether something new is in force.

        A disk that takes nothing does not hold up a recall: what could not be kept is
        tried again at the next call.
        """
        before = self._in_force
        self._in_force = next_in_force(before, self._trusted, self._held())
        self._keep()
        return self._in_force is not before

    def remember_good(self, loops: Mapping[str, Loop]) -> None:
        self._good = {**self._good, **loops}
        self._keep()

    def choices(
        self, canvases: Collection[str], instant: datetime, unplayable: Collection[str]
    ) -> dict[str, Choice]:
        """What each canvas shows; every file of it was read whole since the start."""
        while True:
            situation = Situation(
                self._in_force.release,
                self._in_force.urgent,
                self._held() - frozenset(unplayable),
                self._good,
            )
            chosen = {code: choose(code, instant, situation) for code in canvases}
            loops = [one.loop for one in chosen.values() if one.loop]
            rotten = [one.file for one in loops if not self._store.is_sound(one.file)]
            if not rotten:
                return chosen
            log.error("rotten on disk: %s", ", ".join(one.sha256 for one in rotten))

    def named(self) -> set[str]:
        """Digests that a release in force, or on the way there, names."""
        good = {loop.file.sha256 for loop in self._good.values()}
        return good | {file.sha256 for file in self.wanted}

    def _held(self) -> frozenset[str]:
        good = [loop.file for loop in self._good.values()]
        files = [*self.wanted, *good]
        return frozenset(file.sha256 for file in files if self._store.holds(file))

    def _keep(self) -> None:
        try:
            if self._in_force is not self._kept:
                self._keeping.write_in_force(self._in_force)
                self._kept = self._in_force
            if self._good != self._kept_good:
                self._keeping.write_last_good(self._good)
                self._kept_good = self._good
        except OSError as error:
            self._alarms.sound(AlarmCode.DISK_FULL, str(error), "state")
        else:
            self._alarms.end(AlarmCode.DISK_FULL, "state")
