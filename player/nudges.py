"""Hears "look now" from the hub, as server-sent events. It carries no authority.

Without it nothing is lost but time: polling goes on.
"""

import logging
import time
from collections.abc import Callable
from threading import Thread

import requests
from urllib3.exceptions import HTTPError

from player.errors import ConfigError
from player.hub import Hub

SILENCE_SECONDS = 90.0  # a server sends a comment oftener, to keep the line open
RETRY_SECONDS = (2.0, 60.0)
MOST_LINE_BYTES = 10_000
log = logging.getLogger(__name__)


class Nudges:
    """A thread that asks again whenever the line breaks."""

    def __init__(self, hub: Hub, on_nudge: Callable[[], None]) -> None:
        self._hub, self._on_nudge = hub, on_nudge

    def start(self) -> None:
        Thread(target=self._work, name="nudges", daemon=True).start()

    def _work(self) -> None:
        wait = RETRY_SECONDS[0]
        while True:
            try:
                self._listen()
                wait = RETRY_SECONDS[0]
            except (requests.RequestException, HTTPError, ConfigError) as error:
                log.debug("no nudges: %s", error)
                wait = min(wait * 2, RETRY_SECONDS[1])
            time.sleep(wait)

    def _listen(self) -> None:
        with self._hub.get("nudge", silence_seconds=SILENCE_SECONDS) as response:
            response.raise_for_status()
            if not response.headers.get("Content-Type", "").startswith(
                "text/event-stream"
            ):
                return
            self._on_nudge()  # what was said while the line was broken
            rest = b""
            while block := response.raw.read1(4096):
                *lines, rest = (rest + block)[-MOST_LINE_BYTES:].split(b"\n")
                if any(line.startswith((b"data", b"event")) for line in lines):
                    self._on_nudge()
