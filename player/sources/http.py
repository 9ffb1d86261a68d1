"""A static web server. What answers like a captive portal has not answered."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import HTTPError

from player.sources.line import DOUBT_SECONDS, Line
from player.sources.source import Stream, address_of
from release.format import File
from release.trust import UnreachableError

BLOCK_BYTES = 1 << 16
# Of an answer that is of no use; read, so that the connection is.
REFUSAL_BYTES = 1 << 12
OK, PART = requests.codes.ok, requests.codes.partial_content
SAME = requests.codes.not_modified
# Of all that is read, this alone is asked for again and again, and is mostly the same.
ASKED_AGAIN = "metadata/timestamp.json"

type _Get = Callable[[str, dict[str, str]], requests.Response]


@dataclass(frozen=True)
class Patience:
    """How long nothing may come, and how little in `window`; what came is kept."""

    connect_seconds: float = 5.0
    silence_seconds: float = 20.0
    window_seconds: float = 30.0
    slowest_bytes_per_second: float = 1000.0


class HttpSource:
    """`clock_offset_ms` is the server's clock minus this machine's, when it told it."""

    def __init__(
        self,
        address: str,
        patience: Patience = Patience(),
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self.address = address.rstrip("/")
        self._patience, self._stopwatch = patience, stopwatch
        self.clock_offset_ms: int | None = None
        self._line = Line()
        # The timestamp that was read last, and what the server calls it.
        self._known = ("", b"")

    def read(self, address: str, limit: int) -> Iterable[bytes]:
        """Of a timestamp that is still the same only that is sent."""
        if address != ASKED_AGAIN:
            with self._asked(address, {}, self._get_soon) as response:
                yield from self._read(response, limit)
            return
        etag, content = self._known
        condition = {"If-None-Match": etag} if etag else {}
        with self._asked(address, condition, self._get_soon) as response:
            if response.status_code != SAME:
                content = b"".join(self._read(response, limit))
                # What was cut off at the limit is no timestamp to come back to.
                is_whole = len(content) < limit
                etag = response.headers.get("ETag", "") if is_whole else ""
                self._known = (etag, content)
        yield content[:limit]

    def _read(self, response: requests.Response, limit: int) -> Iterator[bytes]:
        left = limit
        for block in self._blocks(response):
            yield block[:left]
            left -= len(block)
            if left <= 0:
                return

    @contextmanager
    def open_file(self, file: File, offset: int) -> Iterator[Stream]:
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        with self._asked(address_of(file), headers, self._get) as response:
            yield Stream(_beginning(response, offset), self._blocks(response))

    @contextmanager
    def _asked(
        self, address: str, headers: dict[str, str], get: _Get
    ) -> Iterator[requests.Response]:
        where = f"{self.address}/{address}"
        try:
            with get(where, headers) as response:
                self._refuse_other_answers(response, "If-None-Match" in headers)
                self._compare_clocks(response)
                yield response
        except (requests.RequestException, HTTPError) as error:
            raise UnreachableError(f"{where}: {type(error).__name__}") from error

    def _get(self, where: str, headers: dict[str, str]) -> requests.Response:
        return self._sent(
            self._line.fresh(), where, headers, self._patience.silence_seconds
        )

    def _get_soon(self, where: str, headers: dict[str, str]) -> requests.Response:
        """What is short, also over a connection in doubt; when it is dead, over another."""
        if self._line.is_in_doubt:
            seconds = min(DOUBT_SECONDS, self._patience.silence_seconds)
            with suppress(requests.RequestException):
                return self._sent(self._line.kept(), where, headers, seconds)
        return self._get(where, headers)

    def _sent(
        self,
        session: requests.Session,
        where: str,
        headers: dict[str, str],
        silence_seconds: float,
    ) -> requests.Response:
        return session.get(
            where,
            headers={"Accept-Encoding": "identity"} | headers,
            stream=True,
            timeout=(self._patience.connect_seconds, silence_seconds),
            allow_redirects=False,  # a portal's; a repository has none
        )

    def _refuse_other_answers(
        self, response: requests.Response, may_be_same: bool
    ) -> None:
        if may_be_same and response.status_code == SAME:
            return
        if response.status_code not in (OK, PART):
            for _ in self._read(response, REFUSAL_BYTES):
                pass
            raise UnreachableError(f"{response.url}: HTTP {response.status_code}")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            raise UnreachableError(
                f"{response.url}: a web page, no file of a repository"
            )

    def _blocks(self, response: requests.Response) -> Iterator[bytes]:
        """Each piece as it comes, so that slowness is noticed and nothing is lost."""
        patience = self._patience
        begun, in_window = self._stopwatch(), 0
        while block := response.raw.read1(BLOCK_BYTES):
            yield block
            in_window += len(block)
            spent = self._stopwatch() - begun
            if spent < patience.window_seconds:
                continue
            if in_window < patience.slowest_bytes_per_second * spent:
                raise UnreachableError(
                    f"{response.url}: {in_window} B in {spent:.0f} s"
                )
            begun, in_window = self._stopwatch(), 0

    def _compare_clocks(self, response: requests.Response) -> None:
        try:
            told = parsedate_to_datetime(response.headers["Date"]).timestamp()
        except (KeyError, ValueError):
            return
        # A Date has whole seconds: half of one is the best guess of the rest.
        self.clock_offset_ms = round((told + 0.5 - time.time()) * 1000)


def _beginning(response: requests.Response, offset: int) -> int:
    """0 when the range was ignored."""
    if response.status_code == OK:
        return 0
    told = response.headers.get("Content-Range", "")
    if not told.startswith(f"bytes {offset}-"):
        raise UnreachableError(f"{response.url}: another range than asked: {told!r}")
    return offset
