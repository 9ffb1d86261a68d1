"""What a poll costs when nothing changed, and what a cache in front may keep."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from player.sources import HttpSource
from release.verify import ClusterVerifier
from tests.hub.adapters.gates import publish
from tests.hub.playout.conftest import Office, office
from tests.hub.playout.office import CODE

pytestmark = pytest.mark.django_db
__all__ = ["office"]
MOST_BYTES = 369


class Line:
    """The hub behind a socket, and each answer that went over it: path, status, bytes."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, int, int]] = []
        self.address = ""


@pytest.fixture
def line() -> Iterator[Line]:
    """Answered by the test's own client, so in the test's own database."""
    line = Line()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            headers.pop("Host", None)
            answer = Client().get(self.path, headers=headers)
            body = answer.getvalue()
            line.answers.append((self.path, answer.status_code, len(body)))
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name != "Content-Length":
                    self.send_header(name, value)
            if answer.status_code != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    line.address = f"http://127.0.0.1:{server.server_port}/releases/{CODE}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield line
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_idle_poll_is_one_304_and_hardly_a_byte(
    office: Office, line: Line, tmp_path: Path
) -> None:
    publish(office, b"first")
    source = HttpSource(line.address)
    player = ClusterVerifier(tmp_path / "p", CODE, office.first_root, source)
    first = player.refresh(timezone.now()).release
    line.answers.clear()

    again = player.refresh(timezone.now()).release

    assert again == first
    statuses = [(path.rpartition("/")[2], status) for path, status, _ in line.answers]
    assert statuses == [("2.root.json", 404), ("timestamp.json", 304)]
    assert line.answers[-1][2] == 0
    assert sum(size for _, _, size in line.answers) <= MOST_BYTES


def test_a_new_release_is_seen_after_a_304(
    office: Office, line: Line, tmp_path: Path
) -> None:
    publish(office, b"first")
    source = HttpSource(line.address)
    player = ClusterVerifier(tmp_path / "p", CODE, office.first_root, source)
    player.refresh(timezone.now())
    player.refresh(timezone.now())
    publish(office, b"second")

    seen = player.refresh(timezone.now()).release

    assert seen is not None
    assert seen.seq == 2


@pytest.mark.parametrize(
    "name", ["metadata/timestamp.json", "metadata/1.root.json", "files/{}.mp4"]
)
def test_a_cache_keeps_one_copy_for_all(
    name: str, office: Office, client: Client
) -> None:
    sha256 = publish(office, b"first")
    path = f"/releases/{CODE}/{name.format(sha256)}"

    plain = client.get(path)
    other = client.get(path, headers={"Accept-Language": "zh-hans", "Cookie": "a=b"})

    assert "Vary" not in plain
    assert "Content-Language" not in plain
    assert "Set-Cookie" not in plain
    assert plain["ETag"] == other["ETag"]
    assert plain.getvalue() == other.getvalue()


def test_a_page_for_people_still_varies(client: Client) -> None:
    assert "Accept-Language" in client.get("/accounts/login/")["Vary"]


def test_no_file_beside_the_repositories_is_cached(client: Client) -> None:
    Path(settings.RELEASES_DIR).mkdir(parents=True, exist_ok=True)

    answer = client.get(f"/releases/{CODE}/metadata/2.root.json")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
