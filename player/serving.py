"""Serves the status page on this machine alone, and nothing that changes anything."""

import logging
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from pydantic import TypeAdapter

from player.page import write_page
from player.status import Status

log = logging.getLogger(__name__)
_status = TypeAdapter(Status)


class StatusServer:
    """`/` for people, `/status.json` for programs."""

    def __init__(self, host: str, port: int, now: Callable[[], Status]) -> None:
        self._server = ThreadingHTTPServer((host, port), _handler(now))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def start(self) -> None:
        Thread(target=self._server.serve_forever, name="status", daemon=True).start()
        log.info("status at %s", self.address)

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(now: Callable[[], Status]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            if self.path == "/":
                self._answer("text/html; charset=utf-8", write_page(now()).encode())
            elif self.path == "/status.json":
                self._answer("application/json", _status.dump_json(now(), indent=1))
            else:
                self.send_error(404)

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *words: object) -> None:  # noqa: A002
            log.debug(format, *words)

    return Handler
