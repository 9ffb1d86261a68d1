"""What goes wrong with files, disks, the clock and canvases, as alarms that also end.

It decides nothing: whatever stands here, the wall goes on.
"""

from collections.abc import Mapping

from player.alarms import Alarms
from player.clock import Clock
from player.errors import DiskFullError, FetchError, WrongBytesError
from player.ladder import Choice
from release.reports import AlarmCode, Rung
from release.trust import UnreachableError

FILES, SPOOL, CLOCK = "files", "spool", "clock"


class Complaints:
    """May be told from any thread."""

    def __init__(self, alarms: Alarms) -> None:
        self._alarms = alarms

    def of_file(self, error: FetchError | UnreachableError) -> None:
        """A file that was signed did not come whole."""
        if isinstance(error, WrongBytesError):
            self._alarms.sound(AlarmCode.FORGED, str(error), FILES)
        elif isinstance(error, DiskFullError):
            self._alarms.sound(AlarmCode.DISK_FULL, str(error), FILES)
        else:
            self._alarms.sound(AlarmCode.FETCHING, str(error))

    def of_no_file(self) -> None:
        """All that was signed is here."""
        self._alarms.end(AlarmCode.FETCHING)
        self._alarms.end(AlarmCode.FORGED, FILES)
        self._alarms.end(AlarmCode.DISK_FULL, FILES)

    def of_spool(self, error: OSError | None) -> None:
        self._of_disk(error, SPOOL)

    def of_lost_reports(self, count: int) -> None:
        self._alarms.sound(AlarmCode.REPORTS_LOST, str(count))

    def of_clock(self, clock: Clock, error: OSError | None) -> None:
        """`error`: why the time could not be written down."""
        self._of_disk(error, CLOCK)
        wrong = f"{clock.system():%Y-%m-%d %H:%M}Z" if clock.is_suspect() else None
        self._tell(AlarmCode.CLOCK, wrong)

    def of_canvases(self, choices: Mapping[str, Choice], *, is_in_force: bool) -> None:
        """A canvas that no release knows shows the slate for ever, and looks well."""
        for code, choice in choices.items():
            is_empty = is_in_force and choice.rung is Rung.SHIPPED_SLATE
            self._tell(AlarmCode.NOTHING_FOR_CANVAS, code if is_empty else None, code)

    def _of_disk(self, error: OSError | None, cause: str) -> None:
        self._tell(AlarmCode.DISK_FULL, str(error) if error else None, cause)

    def _tell(self, code: AlarmCode, detail: str | None, cause: str = "") -> None:
        """No detail: it is over."""
        if detail is None:
            self._alarms.end(code, cause)
        else:
            self._alarms.sound(code, detail, cause)
