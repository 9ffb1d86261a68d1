"""Keeps every cluster's loops up to date with what the hub says.

One cluster's trouble does not touch another's, and no trouble touches what is
published: the last good loops stay until new ones are whole.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from release.format import Timetable
from renderer.building import Builder, Built
from renderer.errors import RendererError
from renderer.executors import Urgency
from renderer.hub_client import HubClient
from renderer.messages import told_in
from renderer.output import ClusterStatus, OutputFolder, Status
from renderer.programme import Programme, parse_programme
from renderer.progress import Progress
from renderer.service.windows import extended, shows_the_same, succeeding

log = logging.getLogger(__name__)

# How far ahead loops are made: a wall goes on through the night with the hub away.
HORIZON = timedelta(hours=24)
NOTHING_AHEAD = timedelta(0)
# A province's next day is some thirty questions; asked at every look they would keep
# the hub and the renderer busy with nothing.
LATER_IS_ASKED_EVERY = timedelta(minutes=5)
MAX_WINDOWS = 24

type OnStatus = Callable[[Status], None]
type Clock = Callable[[], float]  # seconds since whenever


@dataclass
class Watch:
    """One look at the hub after another; `look` may be called for ever."""

    hub: HubClient
    builder: Builder
    output: OutputFolder
    on_status: OnStatus = lambda _: None
    only: Collection[str] = ()
    clock: Clock = lambda: 0.0
    _began: float = 0.0
    _status: Status = field(default_factory=lambda: Status("idle"))
    _ahead: dict[tuple[str, datetime], tuple[datetime, Any]] = field(
        default_factory=dict
    )

    def look(self, now: datetime) -> Status:
        """Brings everything up to date; what failed is in the status and in the log."""
        try:
            codes = self.hub.fetch_cluster_codes()
        except RendererError as error:
            message = str(told_in("vi", error))
            if message != self._status.message:
                log.warning("%s", error)
            self._tell(replace(self._status, state="failed", message=message))
            return self._status
        self._forget_what_is_past(now)
        watched = [code for code in codes if not self.only or code in self.only]
        dark = [code for code in watched if self.output.timetable_of(code) is None]
        for code in dark:  # a wall without any loop comes first
            self._look_at(code, now, horizon=NOTHING_AHEAD)
        for code in watched:
            self._look_at(code, now, HORIZON)
        failed = any(c.state == "failed" for c in self._status.clusters.values())
        state = "failed" if failed else "idle"
        self.builder.executor.rest()
        self._tell(replace(self._at_rest(), state=state, message="", cluster=""))
        return self._status

    def _look_at(self, code: str, now: datetime, horizon: timedelta) -> None:
        self._status = replace(self._status, cluster=code)
        try:
            self._bring_up_to_date(code, now, horizon)
        except RendererError as error:
            told = ClusterStatus("failed", str(told_in("vi", error)))
            if told != self._status.clusters.get(code):
                log.warning("%s: %s", code, error)
            self._tell_of(code, told)

    def _bring_up_to_date(self, code: str, now: datetime, horizon: timedelta) -> None:
        """Publishes what is due now as soon as it is there, then what comes after."""
        published = self.output.timetable_of(code)
        growing = Timetable(cluster=code, created=now, windows=(), loops={})
        for programme in self._programmes(code, now, horizon):
            urgency = _urgency(programme, published, now)
            built = self.builder.build(programme, self._count, urgency=urgency)
            growing = extended(growing, programme, built.loops)
            if programme.at <= now:
                if not shows_the_same(growing, published, now):
                    self.output.publish(growing, self.builder.store)
                self._tell_of(code, _status_of(programme, built))
        self.output.publish(succeeding(published, growing), self.builder.store)

    def _programmes(
        self, code: str, now: datetime, horizon: timedelta
    ) -> Iterator[Programme]:
        """What is to be shown from now on, up to the horizon.

        The first is asked for by the minute, so that a hub asked again within it can
        answer that nothing changed.
        """
        at = now.replace(second=0, microsecond=0)
        for _ in range(MAX_WINDOWS):
            if at > now + horizon:
                return
            programme = parse_programme(self._answer(code, at, now))
            at = programme.until
            if programme.until <= now:
                continue  # it ended within this minute
            for file in programme.media_files:
                self.hub.fetch_media(file, self.builder.store)
            yield programme

    def _answer(self, code: str, at: datetime, now: datetime) -> Any:
        """What is due now is asked for every time; what comes later, now and then."""
        asked, answer = self._ahead.get((code, at), (now, None))
        if answer is None or at <= now or now - asked >= LATER_IS_ASKED_EVERY:
            answer = self.hub.fetch_programme(code, at)
            self._ahead[code, at] = (now, answer)
        return answer

    def _forget_what_is_past(self, now: datetime) -> None:
        self._ahead = {key: kept for key, kept in self._ahead.items() if key[1] > now}

    def _count(self, progress: Progress) -> None:
        if progress.done == progress.total:
            done = replace(self._at_rest(), done=progress.done, total=progress.total)
            self._tell(done)
            return
        if not progress.frames:
            self._began = self.clock()
        self._tell(
            replace(
                self._status,
                state="rendering",
                done=progress.done,
                total=progress.total,
                seconds_left=progress.seconds_left(self.clock() - self._began),
                dashboard=self.builder.executor.dashboard,
            )
        )

    def _at_rest(self) -> Status:
        return replace(self._status, seconds_left=None, dashboard="")

    def _tell_of(self, code: str, cluster: ClusterStatus) -> None:
        clusters = {**self._status.clusters, code: cluster}
        self._tell(replace(self._status, clusters=clusters))

    def _tell(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            self.output.publish_status(status)
            self.on_status(status)


def _urgency(
    programme: Programme, published: Timetable | None, now: datetime
) -> Urgency:
    if programme.at > now:
        return Urgency.LATER
    return Urgency.NOW if published else Urgency.DARK


def _status_of(programme: Programme, built: Built) -> ClusterStatus:
    """What the hub found wrong with the programme, and what the renderer did."""
    found = [problem.message for problem in programme.problems]
    found += [str(told_in("vi", problem)) for problem in built.problems]
    return ClusterStatus("showing", "\n".join(found))
