"""Hears from the hub, as server-sent events, that there is something to look at or fetch.

It carries no authority. Without it nothing is lost but time: polling goes on.

    data: look
    event: prepare, data: {"sha256": …, "size_bytes": …}
"""

import logging
import time
from collections.abc import Callable
from threading import Thread

import requests
from urllib3.exceptions import HTTPError

from player.errors import ConfigError
from player.hub import Hub
from release.format import File, FormatError, parse_document

SILENCE_SECONDS = 90.0  # a server sends a comment oftener, to keep the line open
RETRY_SECONDS = (2.0, 60.0)
MOST_LINE_BYTES = 10_000
log = logging.getLogger(__name__)


class Nudges:
    """A thread that asks again whenever the line breaks."""

    def __init__(
        self,
        hub: Hub,
        on_nudge: Callable[[], None],
        on_hint: Callable[[File], None] = lambda _: None,
    ) -> None:
        self._hub, self._on_nudge, self._on_hint = hub, on_nudge, on_hint

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
            events, rest = Events(), b""
            while block := response.raw.read1(4096):
                *lines, rest = (rest + block)[-MOST_LINE_BYTES:].split(b"\n")
                for line in lines:
                    if event := events.take(line.rstrip(b"\r")):
                        self._hear(*event)

    def _hear(self, kind: bytes, data: bytes) -> None:
        """What is no hint of ours is a reason to look, and to do nothing else."""
        if kind != b"prepare":
            self._on_nudge()
            return
        try:
            self._on_hint(parse_document(File, data))
        except FormatError as error:
            log.warning("no hint: %s", error)


class Events:
    """Puts lines together; `take` gives (kind, data) when an event is whole."""

    def __init__(self) -> None:
        self._kind = self._data = b""

    def take(self, line: bytes) -> tuple[bytes, bytes] | None:
        name, _, value = line.partition(b":")
        if name == b"event":
            self._kind = value.strip()
        elif name == b"data":
            self._data = value.strip()
        if line:
            return None
        event, self._kind, self._data = (self._kind, self._data), b"", b""
        return event if any(event) else None
