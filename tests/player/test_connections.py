"""One look is one connection, and a repository learns nothing of who asks."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from player.sources import http
from player.sources.http import HttpSource
from release.trust import UnreachableError


class Server(ThreadingHTTPServer):
    """Keeps connections open, as web servers do, and counts them."""

    connections = 0
    cookies: tuple[str, ...] = ()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_GET(self) -> None:
        self.server.cookies += tuple(self.headers.get_all("Cookie", []))
        is_there = not self.path.endswith("root.json")
        body = b"{}" if is_there else b"there is none"
        self.send_response(200 if is_there else 404)
        self.send_header("Set-Cookie", "who=gate-1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def look(source: HttpSource) -> None:
    with pytest.raises(UnreachableError, match="HTTP 404"):
        list(source.read("metadata/2.root.json", 1000))
    for name in ("timestamp", "2.snapshot", "urgent"):
        assert b"".join(source.read(f"metadata/{name}.json", 1000)) == b"{}"


def source_of(server: Server) -> HttpSource:
    return HttpSource(f"http://127.0.0.1:{server.server_port}")


def test_a_look_takes_one_connection(server: Server) -> None:
    source = source_of(server)

    look(source)
    look(source)

    assert server.connections == 1


def test_one_that_was_long_unused_is_not_trusted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_of(server)
    look(source)

    monkeypatch.setattr(http, "FRESH_SECONDS", -1.0)
    list(source.read("metadata/urgent.json", 1000))

    assert server.connections == 2


def test_no_cookie_is_taken(server: Server) -> None:
    look(source_of(server))

    assert server.cookies == ()


def test_each_thread_has_its_own(server: Server) -> None:
    source = source_of(server)
    look(source)

    other = threading.Thread(target=look, args=(source,))
    other.start()
    other.join()

    assert server.connections == 2
