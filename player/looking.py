"""Looks whether something newer was approved: every 15 to 30 s, and when nudged.

A thread of its own, the only one that uses the verifier. What it finds goes to
`on_trusted`; whatever it does not take is an alarm and changes nothing.
"""

import logging
import queue
import random
import time
from collections.abc import Callable
from threading import Thread

from player.alarms import Alarms
from player.clock import Clock
from player.instants import EARLIEST
from player.sources import Source
from release.reports import AlarmCode
from release.trust import (
    Attack,
    NothingTrustedError,
    RefusedError,
    Transport,
    Trusted,
    UnreachableError,
    Verifier,
)

NUDGES_APART_SECONDS = 1.0
# One answer that does not come says nothing.
UNANSWERED_LOOKS = 3
log = logging.getLogger(__name__)

type Verifiers = Callable[[Transport], Verifier]


class Looking:
    """`boot` first, then `start`."""

    def __init__(
        self,
        cluster: str,
        verifiers: Verifiers,
        source: Source,
        clock: Clock,
        alarms: Alarms,
        on_trusted: Callable[[Trusted], None],
        poll_seconds: tuple[float, float] = (15.0, 30.0),
    ) -> None:
        self._cluster, self._verifiers, self._source = cluster, verifiers, source
        self._clock, self._alarms, self._on_trusted = clock, alarms, on_trusted
        self._poll_seconds = poll_seconds
        self._jobs: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._looked_at = 0.0
        self._unanswered = 0
        self._is_ended = False
        self._verifier: Verifier | None = None

    def boot(self) -> None:
        """What is on disk, verified; expired or not."""
        try:
            trusted = self._own_verifier().boot()
        except NothingTrustedError as error:
            self._alarms.sound(AlarmCode.NOTHING_TRUSTED, str(error))
            return
        except RefusedError as error:
            self._alarms.sound(AlarmCode(error.attack.value), error.detail, "look")
            return
        self.take(trusted)

    def start(self) -> None:
        Thread(target=self._work, name="looking", daemon=True).start()

    def nudge(self) -> None:
        """Look now; a hundred nudges are one look a second."""
        if self._jobs.empty():
            self._jobs.put(self.look)

    def do(self, job: Callable[[], None]) -> None:
        """In this thread, between two looks."""
        self._jobs.put(job)

    def end(self) -> None:
        self._is_ended = True
        self._jobs.put(None)

    def look(self) -> None:
        """Once. Never raises what a repository can do."""
        now = self._clock.for_expiry()
        try:
            trusted = self._checked(self._own_verifier().refresh(now))
        except RefusedError as error:
            log.warning("refused: %s", error)
            self._alarms.sound(AlarmCode(error.attack.value), error.detail, "look")
        except (UnreachableError, NothingTrustedError) as error:
            self._unanswered += 1
            if self._unanswered >= UNANSWERED_LOOKS:
                self._alarms.sound(AlarmCode.UNREACHABLE, str(error))
        else:
            self._unanswered = 0
            self._alarms.end(AlarmCode.UNREACHABLE)
            for attack in Attack:
                self._alarms.end(AlarmCode(attack.value), "look")
            # It was fresh: signed online a quarter of an hour ago at most.
            self._clock.vouch(now)
            self.take(trusted)

    def verified(self, source: Source) -> Trusted:
        """What a stick holds. Raises RefusedError, UnreachableError.

        A stick is days on the way; so it is held against the time that the verifier
        remembers, not against the clock: newer than all that was known will do.
        """
        try:
            return self._checked(self._verifiers(source).refresh(EARLIEST))
        finally:
            self._verifier = None  # what ours remembers is not the newest any more

    def _own_verifier(self) -> Verifier:
        """The same one all the time: it remembers more than it writes down."""
        if self._verifier is None:
            self._verifier = self._verifiers(self._source)
        return self._verifier

    def _checked(self, trusted: Trusted) -> Trusted:
        for document in (trusted.release, trusted.urgent):
            if document and document.cluster != self._cluster:
                raise RefusedError(Attack.ANOTHER_CLUSTERS, document.cluster)
        return trusted

    def take(self, trusted: Trusted) -> None:
        """What was verified, from wherever."""
        self._clock.vouch(trusted.signed_at)
        self._alarms.end(AlarmCode.NOTHING_TRUSTED)
        if trusted.is_expired:
            self._alarms.sound(
                AlarmCode.EXPIRED, f"{trusted.signed_at:%Y-%m-%d %H:%M}Z"
            )
        else:
            self._alarms.end(AlarmCode.EXPIRED)
        self._on_trusted(trusted)

    def _work(self) -> None:
        job: Callable[[], None] | None = self.look
        while not self._is_ended:
            try:
                if job:
                    self._apart(job)
            except Exception:
                log.exception("looking")
            try:
                job = self._jobs.get(timeout=random.uniform(*self._poll_seconds))  # noqa: S311 - jitter
            except queue.Empty:
                job = self.look

    def _apart(self, job: Callable[[], None]) -> None:
        if job == self.look:
            wait = self._looked_at + NUDGES_APART_SECONDS - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            self._looked_at = time.monotonic()
        job()
