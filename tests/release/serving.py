"""A real web server over a folder, that can be told to misbehave; and ways to read it."""

import contextlib
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from release.trust import UnreachableError

PIECE = 64 * 1024


@dataclass
class Shelf:
    """What is served. `instead` answers other bytes, `endless` never stops."""

    folder: Path
    instead: dict[str, bytes] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sent_bytes: int = 0
    address: str = ""

    def answer(self, path: str) -> bytes | None:
        if path in self.instead:
            return self.instead[path]
        found = self.folder / path
        return found.read_bytes() if found.is_file() else None


class FolderTransport:
    """Reads a folder, as from a USB stick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, address: str, limit: int) -> Iterator[bytes]:
        try:
            with (self._folder / address).open("rb") as file:
                data = file.read(limit)
        except OSError as error:
            raise UnreachableError(address) from error
        if data:
            yield data


class HttpTransport:
    """Reads over HTTP, at most as much as is wanted."""

    def __init__(self, base: str) -> None:
        self._base = base

    def read(self, address: str, limit: int) -> Iterator[bytes]:
        try:
            with urllib.request.urlopen(
                f"{self._base}/{address}", timeout=20
            ) as answer:
                while limit > 0 and (piece := answer.read(min(limit, PIECE))):
                    limit -= len(piece)
                    yield piece
        except urllib.error.HTTPError as error:
            error.close()
            raise UnreachableError(f"{address}: {error.code}") from error
        except OSError as error:
            raise UnreachableError(address) from error


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[tuple[Shelf, HttpTransport]]:
    """On loopback, until the block ends."""
    shelf = Shelf(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            shelf.asked.append(path)
            if path in shelf.endless:
                self._never_end()
            elif (data := shelf.answer(path)) is None:
                self.send_error(404)
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                shelf.sent_bytes += len(data)

        def _never_end(self) -> None:
            self.close_connection = True
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b" " * PIECE)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shelf.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield shelf, HttpTransport(shelf.address)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
