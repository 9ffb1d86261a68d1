"""Sends what happened and how the player is, when there is a network.

Entries go in order, a batch at a time; the hub knows those it has by their hash, so a
batch whose answer was lost is sent again. One that the hub will not take is passed over,
alone. After each heartbeat go the pictures that it told of. A switch is told at once, so
that whoever ordered it sees it.
"""

import logging
import random
import time
from collections.abc import Callable
from threading import Event, Thread
from urllib.parse import urlencode

import requests

from player.alarms import Alarms
from player.errors import ConfigError
from player.hub import Hub
from player.journal import Journal
from release.format import write_document
from release.reports import AlarmCode, AsRun, Heartbeat, Logged

BATCH = 200
FIRST_SECONDS = 5.0
# However often a wall switches: mobile networks count every picture.
HURRIED_SECONDS = 2.0
# Until a picture can be taken of what was switched to.
SETTLED_SECONDS = 0.5
NOT_NOW = {401, 403, 404, 408, 425, 429}
log = logging.getLogger(__name__)

# The JPEG of a canvas with this digest, if it is there still.
type Picture = Callable[[str, str], bytes | None]


class Reporting:
    """A thread. `now` gives the heartbeat to be sent."""

    def __init__(
        self,
        cluster: str,
        hub: Hub,
        journal: Journal,
        alarms: Alarms,
        now: Callable[[], Heartbeat],
        every_seconds: float = 30.0,
        picture: Picture = lambda canvas, digest: None,
    ) -> None:
        self._cluster, self._hub, self._journal = cluster, hub, journal
        self._alarms, self._now, self._every = alarms, now, every_seconds
        self._picture = picture
        self._sent: dict[str, str] = {}
        self._batch = BATCH
        self._ended, self._hurried = Event(), Event()

    def start(self) -> None:
        Thread(target=self._work, name="reporting", daemon=True).start()

    def end(self) -> None:
        self._ended.set()
        self._hurried.set()

    def hurry(self) -> None:
        """Something is on the wall that the hub should hear of now."""
        self._hurried.set()

    def _work(self) -> None:
        wait = min(FIRST_SECONDS, self._every)
        while self._wait(wait):
            # A province of players that were switched on together drifts apart.
            wait = self._every * random.uniform(0.9, 1.1)  # noqa: S311 - jitter
            begun = time.monotonic()
            try:
                if self.send_heartbeat():
                    self._send_all(begun + self._every)
            except Exception:
                log.exception("reporting")
            if self._ended.wait(min(HURRIED_SECONDS, self._every)):
                return

    def _wait(self, seconds: float) -> bool:
        """Until then, or until something hurries. Whether it goes on."""
        if self._hurried.wait(seconds):
            self._ended.wait(min(SETTLED_SECONDS, self._every))
        self._hurried.clear()
        return not self._ended.is_set()

    def send_heartbeat(self) -> bool:
        """Whether the hub took it."""
        beat = self._now()
        if self._post("heartbeat", write_document(beat)) != "taken":
            return False
        for one in beat.canvases:
            if one.screenshot and self._sent.get(one.canvas) != one.screenshot:
                self._send_picture(one.canvas, one.screenshot)
        return True

    def _send_picture(self, canvas: str, digest: str) -> None:
        """One that was not taken is not sent again: the next is newer."""
        content = self._picture(canvas, digest)
        if content is None:
            return
        name = f"picture?{urlencode({'canvas': canvas})}"
        if self._post(name, content, "image/jpeg") == "taken":
            self._sent[canvas] = digest

    def _send_all(self, until: float) -> None:
        while not self._ended.is_set() and time.monotonic() < until:
            if not self.send_batch():
                return

    def send_batch(self) -> bool:
        """Whether something was sent and more may be waiting."""
        with self._journal.lock:
            entries = self._journal.spool.unsent(self._batch)
        if not entries:
            self._alarms.end(AlarmCode.REPORTS_LOST)
            return False
        body = write_document(AsRun(cluster=self._cluster, entries=tuple(entries)))
        answer = self._post("as-run", body)
        if answer == "taken":
            self._done(entries)
            self._batch = min(BATCH, self._batch * 2)
        elif answer == "wrong" and len(entries) == 1:
            log.error("the hub will not take entry %s", entries[0].hash)
            self._done(entries)
        elif answer == "wrong":
            self._batch = max(1, len(entries) // 2)
        return answer != "later"

    def _done(self, entries: list[Logged]) -> None:
        with self._journal.lock:
            self._journal.spool.mark_sent(entries[-1].entry.number)

    def _post(
        self, name: str, body: bytes, content_type: str = "application/json"
    ) -> str:
        """`taken`, `wrong` (it will never be taken) or `later`."""
        try:
            response = self._hub.post(name, body, content_type)
        except requests.RequestException as error:
            log.info("no report: %s", type(error).__name__)
            return "later"
        except ConfigError as error:
            self._alarms.sound(AlarmCode.REPORTS_REFUSED, str(error))
            return "later"
        status = response.status_code
        if status in (401, 403):
            self._alarms.sound(AlarmCode.REPORTS_REFUSED, f"HTTP {status}")
        if _is_taken(response):
            self._alarms.end(AlarmCode.REPORTS_REFUSED)
            return "taken"
        is_wrong = 400 <= status < 500 and status not in NOT_NOW
        return "wrong" if is_wrong else "later"


def _is_taken(response: requests.Response) -> bool:
    """A captive portal says 200 as well, and has taken nothing."""
    if response.status_code == requests.codes.no_content:
        return True
    kind = response.headers.get("Content-Type", "")
    return response.ok and kind.startswith("application/json")
