"""Keeps every cluster's loops up to date with what the hub says.

One cluster's trouble does not touch another's, and no trouble touches what is
published: the last good loops stay until new ones are whole. What is due now, on any
cluster, comes first, then what each falls back on, then what comes later.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from renderer.building import Builder
from renderer.errors import MediaError, RendererError
from renderer.executors import Urgency
from renderer.hub_client import HubClient
from renderer.messages import told_in
from renderer.output import ClusterStatus, OutputFolder, Refused, Status
from renderer.progress import Progress
from renderer.service.fallbacks import Fallbacks
from renderer.service.plans import ClusterPlan, Doing, PlannedWindow, ThemeDigests
from renderer.service.windows import assembled, succeeding
from renderer.themes import read_theme

log = logging.getLogger(__name__)

# How far ahead loops are made: a wall goes on for a week with the hub away.
HORIZON = timedelta(days=7)
ONE_DAY = timedelta(days=1)
# While later windows are rendered, which may take long, the hub is looked at so often.
LOOKED_AT_EVERY = timedelta(seconds=10)

type OnStatus = Callable[[Status], None]
type Clock = Callable[[], datetime]
type Stopwatch = Callable[[], float]  # seconds since whenever


@dataclass
class Watch:
    """One look at the hub after another; `look` may be called for ever."""

    hub: HubClient
    builder: Builder
    output: OutputFolder
    on_status: OnStatus = lambda _: None
    only: Collection[str] = ()
    stopwatch: Stopwatch = lambda: 0.0
    _fallbacks: Fallbacks = field(init=False)
    _began: float = 0.0
    _status: Status = field(default_factory=lambda: Status("idle"))
    _plans: dict[str, ClusterPlan] = field(default_factory=dict)
    # What was built, or could not be, in this look.
    _tried: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._fallbacks = Fallbacks(self.output)

    def look(self, now: datetime, clock: Clock | None = None) -> Status:
        """Brings everything up to date; what failed is in the status and in the log.

        By the clock it sees, in the midst of rendering ahead, that something else has
        become due.
        """
        try:
            return self._look(now, clock)
        finally:
            self.builder.executor.rest()

    def _look(self, now: datetime, clock: Clock | None) -> Status:
        self._tried.clear()
        if not self._bring_what_is_due(now):
            return self._status
        self._bring_fallbacks(now)
        looked = now
        while later := self._nearest_missing():
            moment = clock() if clock else now
            if moment - looked >= LOOKED_AT_EVERY:
                looked = moment
                if self._bring_what_is_due(moment):
                    self._bring_fallbacks(moment)
            else:
                self._try_to_build(*later, moment)
        failed = any(c.state == "failed" for c in self._status.clusters.values())
        state = "failed" if failed else "idle"
        self._tell(replace(self._at_rest(), state=state, message="", cluster=""))
        return self._status

    def _bring_what_is_due(self, now: datetime) -> bool:
        """False when the hub is away: then what is known goes on."""
        try:
            codes = self.hub.fetch_cluster_codes()
        except RendererError as error:
            message = str(told_in("vi", error))
            if message != self._status.message:
                log.warning("%s", error)
            for code in self._plans:
                self._go_on(code, now)
            self._tell(replace(self._status, state="failed", message=message))
            return False
        watched = [code for code in codes if not self.only or code in self.only]
        self._plans = {code: self._plans.get(code, ClusterPlan()) for code in watched}
        # A wall without any loop comes first.
        for code in sorted(watched, key=self._has_timetable):
            self._ask(code, now)
            self._go_on(code, now)
        return True

    def _has_timetable(self, code: str) -> bool:
        return self.output.timetable_of(code) is not None

    def _ask(self, code: str, now: datetime) -> None:
        """Takes in what the hub says of the days to come; on trouble, keeps the old."""
        with self._trouble_told(code, Doing.ASKING):
            answer = self.hub.fetch_schedule(code, *hours_ahead(now))
            self._plans[code].update(answer, now, self.builder.pace)

    def _go_on(self, code: str, now: datetime) -> None:
        """What is due now is on the wall, if it can be."""
        plan = self._plans[code]
        plan.forget_past(now)
        with self._trouble_told(code, Doing.THEMES):
            plan.use_themes(self._theme_digests(plan))
        due = plan.due_at(now)
        if due and (due.key not in plan.loops or self._may_be_mended(code, due)):
            self._try_to_build(code, due, now)
        else:
            with self._trouble_told(code, Doing.PUBLISHING):
                self._publish(code, now)
        self._tell_of(code)

    def _bring_fallbacks(self, now: datetime) -> None:
        for code, plan in self._plans.items():
            due = plan.due_at(now)
            if due is not None:
                self._status = replace(self._status, cluster=code)
                with self._trouble_told(code, Doing.FALLBACKS):
                    self._fallbacks.bring(due.programme, self.builder, self._count)
                self._tell_of(code)

    def _may_be_mended(self, code: str, window: PlannedWindow) -> bool:
        """Once in a look it is seen whether a file that was lacking has come."""
        is_lacking = self._plans[code].is_lacking(window)
        return is_lacking and (code, window.key) not in self._tried

    def _theme_digests(self, plan: ClusterPlan) -> ThemeDigests:
        looks = {window.look for window in plan.windows}
        root = self.builder.themes_root
        return {look: read_theme(root / look[0], look[1]).digest for look in looks}

    def _nearest_missing(self) -> tuple[str, PlannedWindow] | None:
        missing = [
            (code, window)
            for code, plan in self._plans.items()
            for window in plan.missing
            if (code, window.key) not in self._tried
        ]
        return min(missing, key=lambda one: one[1].programme.at, default=None)

    def _try_to_build(self, code: str, window: PlannedWindow, now: datetime) -> None:
        """Makes a window's loops and brings them out; once in a look."""
        self._tried.add((code, window.key))
        self._status = replace(self._status, cluster=code)
        with self._trouble_told(code, window.key):
            is_lacking = not self._fetch_media(window)
            built = self.builder.build(
                window.programme, self._count, urgency=self._urgency(code, window, now)
            )
            problems = tuple(str(told_in("vi", one)) for one in built.problems)
            self._plans[code].note_built(
                window, built.loops, problems, is_lacking=is_lacking
            )
            self._publish(code, now)
        self._tell_of(code)

    def _fetch_media(self, window: PlannedWindow) -> bool:
        """Whether all is there. What is not costs its slot only, which the build tells."""
        is_whole = True
        for file in window.programme.media_files:
            try:
                self.hub.fetch_media(file, self.builder.store)
            except MediaError as error:
                log.warning("%s", error)
                is_whole = False
        return is_whole

    def _urgency(self, code: str, window: PlannedWindow, now: datetime) -> Urgency:
        if window.programme.at > now:
            return Urgency.LATER
        return Urgency.NOW if self._has_timetable(code) else Urgency.DARK

    def _publish(self, code: str, now: datetime) -> None:
        """Nothing, where there is no loop yet or the same is published already."""
        published = self.output.timetable_of(code)
        timetable = assembled(code, self._plans[code].whole, published, now)
        if timetable.windows:
            following = succeeding(published, timetable)
            self.output.publish(following, self.builder.store)

    @contextmanager
    def _trouble_told(self, code: str, doing: str) -> Iterator[None]:
        """Trouble in doing something stays told until that is done."""
        plan = self._plans[code]
        try:
            yield
        except RendererError as error:
            message = str(told_in("vi", error))
            if message not in plan.faults.values():
                log.warning("%s: %s", code, error)
            plan.faults[doing] = message
        else:
            plan.faults.pop(doing, None)

    def _count(self, progress: Progress) -> None:
        if progress.done == progress.total:
            done = replace(self._at_rest(), done=progress.done, total=progress.total)
            self._tell(done)
            return
        if not progress.frames:
            self._began = self.stopwatch()
        self._tell(
            replace(
                self._status,
                state="rendering",
                done=progress.done,
                total=progress.total,
                seconds_left=progress.seconds_left(self.stopwatch() - self._began),
                dashboard=self.builder.executor.dashboard,
            )
        )

    def _at_rest(self) -> Status:
        return replace(self._status, seconds_left=None, dashboard="")

    def _tell_of(self, code: str) -> None:
        clusters = {**self._status.clusters, code: _status_of(self._plans[code])}
        self._tell(replace(self._status, clusters=clusters))

    def _tell(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            self.output.publish_status(status)
            self.on_status(status)


def hours_ahead(now: datetime) -> tuple[datetime, datetime]:
    """What the hub is asked for.

    From the day's beginning: the question, and so an unchanged answer, stays the same all
    day.
    """
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today, today + HORIZON + ONE_DAY


def _status_of(plan: ClusterPlan) -> ClusterStatus:
    refused = tuple(
        Refused(one.slot_id, one.title, one.code, one.message) for one in plan.refused
    )
    if plan.faults:
        return ClusterStatus("failed", next(iter(plan.faults.values())), refused)
    problems = plan.windows[0].programme.problems if plan.windows else ()
    told = [*(problem.message for problem in problems), *plan.problems_found]
    return ClusterStatus("showing", "\n".join(told), refused)
