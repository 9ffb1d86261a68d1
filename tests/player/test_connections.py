"""One look is one connection, and a repository learns nothing of who asks."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from player.sources import HttpSource, Patience, line
from release.trust import UnreachableError
from tests.player.builders import file_of


class Server(ThreadingHTTPServer):
    """Keeps connections open, as web servers do, and counts them."""

    connections = 0
    cookies: tuple[str, ...] = ()
    dead: frozenset[int] = frozenset()

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.is_over = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1
        self.number = self.server.connections

    def do_GET(self) -> None:
        if self.number in self.server.dead:
            self.server.is_over.wait()
            self.close_connection = True
            return
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
    made = Server()
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.is_over.set()
    made.shutdown()
    made.server_close()
    thread.join()


def look(source: HttpSource) -> None:
    with pytest.raises(UnreachableError, match="HTTP 404"):
        list(source.read("metadata/2.root.json", 1000))
    for name in ("timestamp", "2.snapshot", "urgent"):
        assert b"".join(source.read(f"metadata/{name}.json", 1000)) == b"{}"


def source_of(server: Server) -> HttpSource:
    patience = Patience(silence_seconds=0.5)
    return HttpSource(f"http://127.0.0.1:{server.server_port}", patience)


@pytest.fixture
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was asked before, it is a while ago."""
    monkeypatch.setattr(line, "FRESH_SECONDS", -1.0)


def test_a_look_takes_one_connection(server: Server) -> None:
    source = source_of(server)

    look(source)
    look(source)

    assert server.connections == 1


def test_the_next_look_takes_the_same(server: Server, in_doubt: None) -> None:
    """An urgent message is not kept waiting for a new connection."""
    source = source_of(server)
    look(source)

    look(source)

    assert server.connections == 1


def test_one_that_died_meanwhile_is_replaced(server: Server, in_doubt: None) -> None:
    source = source_of(server)
    look(source)
    server.dead = frozenset({1})

    assert b"".join(source.read("metadata/urgent.json", 1000)) == b"{}"

    assert server.connections == 2


def test_where_the_new_one_is_dead_too_nothing_answers(
    server: Server, in_doubt: None
) -> None:
    source = source_of(server)
    look(source)
    server.dead = frozenset({1, 2})

    with pytest.raises(UnreachableError, match="Timeout"):
        list(source.read("metadata/urgent.json", 1000))

    assert server.connections == 2


def test_a_large_file_is_not_asked_for_over_one_in_doubt(
    server: Server, in_doubt: None
) -> None:
    source = source_of(server)
    look(source)

    with source.open_file(file_of(b"{}"), 0):
        pass

    assert server.connections == 2


def test_one_that_was_long_unused_is_closed(
    server: Server, in_doubt: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_of(server)
    look(source)

    monkeypatch.setattr(line, "KEPT_SECONDS", -1.0)
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
