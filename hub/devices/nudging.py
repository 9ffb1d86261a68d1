"""GET /devices/nudge: "look now", as server-sent events, on thousands of open lines.

A small process of its own (`manage.py run_nudges`), since each line would cost the hub a
thread. Tokens and disks are asked in threads; a line carries no authority, so whoever
listens learns that there is something to verify, and digests of what may come.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from hub.devices.lines import COMMENT, Line, Lines
from hub.devices.watching import Watch
from hub.players.queries import player_of, tokens_in_force

PATH = "/devices/nudge"
LOOK_SECONDS = 0.2
# Below a minute, after which nginx and mobile networks cut a silent line.
COMMENT_SECONDS = 25.0
TOKENS_SECONDS = 10.0
# A line that takes nothing for so long is dead.
SEND_SECONDS = 30.0
EVENTS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx hands on each line as it comes
]
logger = logging.getLogger(__name__)

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]


class Nudging:
    """An ASGI application. `rhythm`: seconds between looks, comments, and tokens asked."""

    def __init__(
        self,
        rhythm: tuple[float, float, float] = (
            LOOK_SECONDS,
            COMMENT_SECONDS,
            TOKENS_SECONDS,
        ),
        lines: Lines | None = None,
    ) -> None:
        self._look_seconds, self._comment_seconds, self._tokens_seconds = rhythm
        self.lines = Lines() if lines is None else lines
        self._watch = Watch()
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._database = ThreadPoolExecutor(4, thread_name_prefix="database")
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] != "http":
            return
        elif scope["path"] != PATH:
            await _refuse(send, 404)
        elif scope["method"] != "GET":
            await _refuse(send, 405, (b"allow", b"GET"))
        else:
            await self._listen(scope, receive, send)

    async def _listen(self, scope: Message, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            line = await loop.run_in_executor(
                self._database, _line_for, _authorization(scope)
            )
        except DatabaseError:
            logger.exception("nobody can be let in")
            await _refuse(send, 503, (b"retry-after", b"30"))
            return
        if line is None:
            await _refuse(send, 401, (b"www-authenticate", b"Bearer"))
            return
        if self.lines.is_full:
            await _refuse(send, 503, (b"retry-after", b"60"))
            return
        self.lines.add(line)
        gone = asyncio.create_task(_end_when_gone(line, receive))
        try:
            await self._speak(line, send)
        finally:
            gone.cancel()
            self.lines.remove(line)

    async def _speak(self, line: Line, send: Send) -> None:
        """Watched before the answer begins: whoever hears that looks for itself first."""
        loop = asyncio.get_running_loop()
        files = await loop.run_in_executor(
            self._disk, self._watch.begin, line.cluster, timezone.now()
        )
        line.prepare(files)
        await send({"type": "http.response.start", "status": 200, "headers": EVENTS})
        words = COMMENT
        # A line that is broken is given up; the player opens another.
        with suppress(OSError, TimeoutError):
            while not line.is_ended:
                await asyncio.wait_for(send(_body(words, is_more=True)), SEND_SECONDS)
                words = await line.next_words(self._comment_seconds)
            await send(_body(b"", is_more=False))

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                self.end()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(_again_and_again(self._look, self._look_seconds)),
            asyncio.create_task(
                _again_and_again(self._ask_for_tokens, self._tokens_seconds)
            ),
        ]

    def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        for cluster in self.lines.clusters:
            for line in self.lines.of(cluster):
                line.end()
        self._disk.shutdown(wait=False)
        self._database.shutdown(wait=False)

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        clusters = self.lines.clusters
        for news in await loop.run_in_executor(self._disk, self._watch.look, clusters):
            for line in self.lines.of(news.cluster):
                if news.is_published:
                    line.look()
                line.prepare(news.files)

    async def _ask_for_tokens(self) -> None:
        """While the database does not answer, lines stay: they carry no authority."""
        loop, asked = asyncio.get_running_loop(), self.lines.tokens
        kept = await loop.run_in_executor(self._database, _tokens_in_force, asked)
        self.lines.end_others_than(kept, asked)


async def _again_and_again(act: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await act()
        except Exception:
            logger.exception("nudges")


async def _end_when_gone(line: Line, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    line.end()


def _authorization(scope: Message) -> str:
    found = [value for name, value in scope["headers"] if name == b"authorization"]
    return bytes(found[0]).decode("latin-1") if len(found) == 1 else ""


def _line_for(header: str) -> Line | None:
    close_old_connections()
    try:
        player = player_of(header)
        return Line(player.token_id, player.cluster.code) if player else None
    finally:
        close_old_connections()


def _tokens_in_force(ids: Collection[str]) -> frozenset[str]:
    close_old_connections()
    try:
        return tokens_in_force(ids)
    finally:
        close_old_connections()


async def _refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    plain = (b"content-type", b"text/plain")
    start = {"type": "http.response.start", "status": status}
    await send({**start, "headers": [plain, *headers]})
    await send(_body(b"", is_more=False))


def _body(words: bytes, *, is_more: bool) -> Message:
    return {"type": "http.response.body", "body": words, "more_body": is_more}
