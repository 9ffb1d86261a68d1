"""What a person should look at now. Each change is told once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from release.reports import AlarmCode


@dataclass(frozen=True)
class Alarm:
    """`causes` are the parts of the player that still complain."""

    code: AlarmCode
    detail: str
    since: datetime
    causes: frozenset[str] = frozenset()


class Alarms:
    """At most one of each code; it ends when nobody complains any more.

    `on_change(alarm, at, is_over)` hears of the beginning and of the end.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        on_change: Callable[[Alarm, datetime, bool], None],
    ) -> None:
        self._clock, self._on_change = clock, on_change
        self._now: dict[AlarmCode, Alarm] = {}
        self._lock = threading.Lock()

    def sound(self, code: AlarmCode, detail: str, cause: str = "") -> None:
        """Another detail of what sounds already is kept, and not told anew."""
        at = self._clock()
        with self._lock:
            known = self._now.get(code)
            alarm = known or Alarm(code, "", at)
            causes = alarm.causes | {cause}
            self._now[code] = replace(alarm, detail=detail[:1000], causes=causes)
            told = self._now[code]
        if known is None:
            self._on_change(told, at, False)

    def end(self, code: AlarmCode, cause: str = "") -> None:
        with self._lock:
            alarm = self._now.get(code)
            if alarm is None or cause not in alarm.causes:
                return
            rest = replace(alarm, causes=alarm.causes - {cause})
            if rest.causes:
                self._now[code] = rest
                return
            del self._now[code]
        self._on_change(alarm, self._clock(), True)

    def now(self) -> tuple[Alarm, ...]:
        with self._lock:
            return tuple(sorted(self._now.values(), key=lambda one: one.since))
