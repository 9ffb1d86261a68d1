"""The player as a whole: what came, what is in force, what is on the wall.

Everything that takes time happens in other threads; they leave word here, and `tick`
decides, five times a second and whenever word comes.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from player.alarms import Alarm, Alarms
from player.clock import Clock
from player.complaints import Complaints
from player.config import Config, HubSection
from player.errors import (
    DiskFullError,
    FetchError,
    StickRefusedError,
    UsbError,
)
from player.force import Force
from player.hints import Hints
from player.hub import Hub
from player.journal import Journal
from player.keeping import Keeping
from player.looking import Looking, Verifiers
from player.nudges import Nudges
from player.prefetching import Prefetching
from player.reporting import Reporting
from player.serving import StatusServer
from player.sources import HttpSource, Patience
from player.spool import Spool
from player.store import Store
from player.telling import Parts, Telling
from player.usb import UsbDesk, bring_in, told
from player.wall import Sequences, Wall
from release.format import File
from release.reports import AlarmCode, Alarmed
from release.trust import Trusted, UnreachableError

MIB = 1 << 20
PAUSE_SECONDS = 30.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rhythm:
    """How often; how patient."""

    tick_seconds: float = 0.2
    poll_seconds: tuple[float, float] = (15.0, 30.0)
    report_seconds: float = 30.0
    retry_seconds: float = 2.0
    patience: Patience = Patience()


class Agent:
    """`start`, then `tick` again and again, then `end`."""

    def __init__(
        self,
        config: Config,
        verifiers: Verifiers,
        rhythm: Rhythm = Rhythm(),
        clock: Clock | None = None,
    ) -> None:
        self._config, self._rhythm = config, rhythm
        self._clock = clock or Clock(config.data)
        self._alarms = Alarms(self._clock.for_playing, self._note_alarm)
        limits = config.limits
        self.store = Store(config.data, limits.free_mib * MIB)
        spool = Spool(
            config.data / "spool",
            timedelta(days=limits.spool_days),
            limits.spool_mib * MIB,
        )
        self._complaints = Complaints(self._alarms)
        self._journal = Journal(
            spool,
            self._clock.for_playing,
            self._complaints.of_spool,
            self._complaints.of_lost_reports,
        )
        self._force = Force(Keeping(config.data), self.store, self._alarms)
        self.wall = Wall(
            config,
            self.store,
            self._journal,
            self._alarms,
            self._clock.for_playing,
            self._hear_switch,
        )
        self._source = HttpSource(config.repository, rhythm.patience)
        self._looking = Looking(
            config.cluster,
            verifiers,
            self._source,
            self._clock,
            self._alarms,
            self._hear_trusted,
            rhythm.poll_seconds,
        )
        self._hints = Hints()
        self._prefetching = Prefetching(
            self._source,
            self.store,
            self._hear_fetched,
            self._hear_failed,
            rhythm.retry_seconds,
        )
        parts = Parts(
            self._force,
            self.wall,
            self.store,
            self._journal,
            self._alarms,
            self._clock,
        )
        self.telling = Telling(
            parts, config.cluster, lambda: self._source.clock_offset_ms
        )
        self._status: StatusServer | None = None
        self._reporting: Reporting | None = None
        self._desk = UsbDesk(config.data)
        self._word = threading.Event()
        self._is_bringing_in = False

    def start(self) -> None:
        """Something is on the wall when this returns, and soon what was last in force."""
        self.wall.start()
        self._journal.start()
        self._boot()
        self._tick_or_log()
        self._serve_status()
        self._prefetching.start()
        self._looking.start()
        if self._config.hub:
            self._start_hub(self._config.hub)

    def run_until(
        self, is_ended: Callable[[], bool], alive: Callable[[], None]
    ) -> None:
        """Ticks; `alive` is called each time it went well."""
        while not is_ended():
            self._word.wait(self._rhythm.tick_seconds)
            self._word.clear()
            if self._tick_or_log():
                alive()

    def wake(self) -> None:
        self._word.set()

    def _tick_or_log(self) -> bool:
        """Whatever went wrong in one tick, the wall goes on and the next is tried."""
        try:
            self.tick()
        except Exception:
            log.exception("tick")
            return False
        return True

    def tick(self) -> None:
        """Decides what is in force and what every canvas shows, and lets them know."""
        now = self._clock.for_playing()
        self._complaints.of_clock(self._clock, self._kept_time())
        self._force.remember_good(self.wall.good)
        if self._force.activate():
            log.info("in force: %s, %s", self._force.seq, self._force.urgent_seq)
            self.wall.sequences = Sequences(self._force.seq, self._force.urgent_seq)
        codes = [one.code for one in self._config.canvas]
        choices = self._force.choices(codes, now, self.wall.unplayable)
        self.wall.show(choices)
        self._complaints.of_canvases(choices, is_in_force=bool(self._force.seq))
        if not self._is_bringing_in:
            self._fetch_or_tidy()
        if folder := self._desk.take_request():
            self._looking.do(lambda: self._bring_in(folder))

    def end(self) -> None:
        """Clean: nothing half-written, no process left behind."""
        self._looking.end()
        self._prefetching.end()
        if self._reporting:
            self._reporting.end()
        self.wall.end()
        self._journal.end()
        if self._status:
            self._status.end()

    def _boot(self) -> None:
        """Whatever a disk can do to a verifier, the wall does not stay with a slate."""
        try:
            self._looking.boot()
        except Exception as error:
            log.exception("boot")
            self._alarms.sound(AlarmCode.NOTHING_TRUSTED, repr(error))

    def _serve_status(self) -> None:
        """A port that is taken is no reason to show nothing."""
        section = self._config.status
        try:
            self._status = StatusServer(section.host, section.port, self.telling.status)
        except OSError:
            log.exception("no status page")
            return
        self._status.start()

    def _start_hub(self, section: HubSection) -> None:
        hub = Hub(section.address, section.token)
        self._reporting = Reporting(
            self._config.cluster,
            hub,
            self._journal,
            self._alarms,
            self.telling.heartbeat,
            self._rhythm.report_seconds,
            self.wall.picture,
        )
        self._reporting.start()
        lines = Hub(section.nudges or section.address, section.token)
        Nudges(lines, self._looking.nudge, self._hints.take).start()

    def _kept_time(self) -> OSError | None:
        """Written down for the next start; why not."""
        try:
            self._clock.save()
        except OSError as error:
            return error
        return None

    def _fetch_or_tidy(self) -> None:
        """When all that is wanted is here, nothing is complained of, or superfluous."""
        hinted = self._hinted()
        self._prefetching.want((*self._force.wanted, *hinted), self._force.urgent)
        if self._force.is_missing_something:
            return
        self._complaints.of_no_file()
        kept = {file.sha256 for file in hinted}
        self.store.collect(self._force.named() | kept)

    def _hinted(self) -> tuple[File, ...]:
        """Only while nothing that was signed needs the line or the disk."""
        if self._force.is_missing_something:
            return ()
        return self._hints.files(self._force.named())

    def _bring_in(self, folder: Path) -> None:
        """In the thread that looks; nobody else writes files meanwhile."""
        self._is_bringing_in = True
        try:
            self._prefetching.pause(PAUSE_SECONDS)
            trusted = bring_in(
                folder, self._config.cluster, self._looking.verified, self.store
            )
        except UsbError as error:
            log.warning("stick: %s", error)
            if isinstance(error, StickRefusedError):
                self._alarms.sound(AlarmCode.FORGED, str(error), "stick")
            self._desk.refuse(error)
        else:
            self._alarms.end(AlarmCode.FORGED, "stick")
            self._looking.take(trusted)
            self._desk.answer(told(trusted))
        finally:
            self._is_bringing_in = False

    def _hear_switch(self) -> None:
        if self._reporting:
            self._reporting.hurry()

    def _hear_trusted(self, trusted: Trusted) -> None:
        self._force.learn(trusted)
        self._word.set()

    def _hear_fetched(self, file: File) -> None:
        log.info("fetched %s", file.sha256)
        self._word.set()

    def _hear_failed(self, file: File, error: FetchError | UnreachableError) -> None:
        log.warning("%s: %s", file.sha256, error)
        if file not in self._force.wanted:
            self._give_up_hint(file, error)
            return
        self._complaints.of_file(error)
        if isinstance(error, DiskFullError):
            self.store.collect(self._force.named())

    def _give_up_hint(self, file: File, error: FetchError | UnreachableError) -> None:
        """Nobody approved it, so nobody misses it: no alarm, and no room taken."""
        if isinstance(error, FetchError):
            self._hints.give_up(file)

    def _note_alarm(self, alarm: Alarm, at: datetime, is_over: bool) -> None:
        log.warning(
            "%s %s: %s", "over:" if is_over else "alarm:", alarm.code, alarm.detail
        )
        self._journal.write(
            lambda number: Alarmed(
                number=number,
                at=at,
                code=alarm.code,
                detail=alarm.detail,
                is_over=is_over,
            )
        )
