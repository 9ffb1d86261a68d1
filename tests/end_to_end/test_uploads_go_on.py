"""Large files over a bad line: another's client, our server as it runs, cut off and killed.

tuspy knows nothing of this hub; the server is granian, started as the demo starts it.
"""

import gc
import hashlib
import os
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from tusclient.client import TusClient
from tusclient.uploader import Uploader

from tests.ports import free_port

# tuspy leaves the files that it opens to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed file:ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
PREPARE = """
from django.test import Client
from tests.hub.builders import make_agency
from tests.hub.rights.people import make_holder
user = make_holder("press_contributor", make_agency("bao", "Báo"), "phong-vien")
client = Client()
client.force_login(user)
print("session", client.cookies["sessionid"].value)
"""


class Server:
    """The hub with a database and folders of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "TASKS_IN": "immediate",
            "DEMO": "on",  # without a second factor
        }
        self._manage("migrate", "--verbosity=0")
        said = self._manage("shell", "--verbosity=0", "-c", PREPARE)
        self.session = said.rsplit("session ", 1)[1].strip()
        self.start()

    def start(self) -> None:
        options = f"--interface wsgi --host 127.0.0.1 --port {self.port}"
        options += " --blocking-threads 4 --log-level warning hub.wsgi:application"
        command = [sys.executable, "-m", "granian", *shlex.split(options)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, start_new_session=True
        )
        for _ in range(600):
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError("the hub did not start")

    def kill(self) -> None:
        """As when the power goes: nothing is put in order."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def client(self) -> TusClient:
        token = "a" * 32
        cookies = f"sessionid={self.session}; csrftoken={token}"
        headers = {"Cookie": cookies, "X-CSRFToken": token}
        return TusClient(f"{self.address}/gui/tus/", headers=headers)

    def break_off(self, upload: Uploader, piece: bytes, sent: int) -> socket.socket:
        """Begins to send a piece and stops before its end."""
        path = urlsplit(upload.url).path
        lines = [f"PATCH {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{k}: {v}" for k, v in self.client().headers.items()]
        lines += [
            "Tus-Resumable: 1.0.0",
            f"Upload-Offset: {upload.get_offset()}",
            "Content-Type: application/offset+octet-stream",
            f"Content-Length: {len(piece)}",
            "",
            "",
        ]
        line = socket.create_connection(("127.0.0.1", self.port))
        line.sendall("\r\n".join(lines).encode() + piece[:sent])
        return line

    def digest_kept(self) -> str:
        with sqlite3.connect(self.folder / "hub.sqlite3") as database:
            query = "SELECT sha256 FROM hub_contributions_upload"
            (row,) = database.execute(query).fetchall()
        return str(row[0])

    def file_kept(self) -> Path:
        (path,) = (self.folder / "private" / "uploads").iterdir()
        return path

    def peak_mib(self) -> int:
        """The most that any of its processes ever held in memory."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = [
            line
            for one in [str(pid), *children]
            for line in Path(f"/proc/{one}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        ]
        return max(int(line.split()[1]) for line in lines) // 1024

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/healthz", timeout=5).ok
        except requests.RequestException:
            return False

    def _manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, check=True
        )
        return done.stdout.decode()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("hub"))
    yield server
    server.kill()


@pytest.fixture
def server(prepared: Server) -> Iterator[Server]:
    yield prepared
    gc.collect()
    with sqlite3.connect(prepared.folder / "hub.sqlite3") as database:
        database.execute("DELETE FROM hub_contributions_upload")
    for path in (prepared.folder / "private" / "uploads").iterdir():
        path.unlink()


def wait_until(upload: Uploader, least: int) -> int:
    """Until so many bytes are there."""
    for _ in range(600):
        offset = int(upload.get_offset())
        if offset >= least:
            return offset
        time.sleep(0.05)
    raise AssertionError(f"still at {offset}")


def test_a_film_goes_on_after_the_line_broke_and_after_the_server_was_killed(
    server: Server, tmp_path: Path
) -> None:
    content = os.urandom(32 * MIB)
    film = tmp_path / "phim.mp4"
    film.write_bytes(content)
    told = {"filename": "Chợ phiên.mp4"}
    client = server.client()
    upload = client.uploader(str(film), chunk_size=4 * MIB, metadata=told)
    upload.upload(stop_at=8 * MIB)

    piece = content[8 * MIB : 12 * MIB]
    server.break_off(upload, piece, sent=2 * MIB).close()
    assert wait_until(upload, 9 * MIB) <= 10 * MIB
    # The broken request may hold the file for a moment: the client tries again.
    patient = client.uploader(
        str(film), url=upload.url, chunk_size=4 * MIB, retries=30, retry_delay=1
    )
    patient.upload(stop_at=16 * MIB)

    line = server.break_off(upload, content[16 * MIB : 24 * MIB], sent=4 * MIB)
    wait_until(upload, 17 * MIB)
    server.kill()
    line.close()
    server.start()

    again = client.uploader(
        str(film), url=upload.url, chunk_size=4 * MIB, upload_checksum=True
    )
    assert again.offset >= 17 * MIB
    again.upload()

    assert server.file_kept().read_bytes() == content
    assert server.digest_kept() == hashlib.sha256(content).hexdigest()


@pytest.mark.heavy
def test_memory_does_not_grow_with_the_size_of_a_file(
    server: Server, tmp_path: Path
) -> None:
    film = tmp_path / "phim.mp4"
    size = int(os.environ.get("HEAVY_UPLOAD_MIB", "400")) * MIB
    with film.open("wb") as file:
        file.truncate(size)  # sparse: the disk holds it once
    small = tmp_path / "anh.mp4"
    small.write_bytes(b"x" * 8 * MIB)
    server.client().uploader(str(small), metadata={"filename": "a.mp4"}).upload()
    before = server.peak_mib()

    # In large pieces: a client may well send all it has at once.
    upload = server.client().uploader(
        str(film), chunk_size=256 * MIB, metadata={"filename": "b.mp4"}
    )
    upload.upload()

    after = server.peak_mib()
    sys.stdout.write(f"{size // MIB} MiB: {before} MiB before, {after} MiB at most\n")
    assert upload.get_offset() == size
    assert after - before < 64
