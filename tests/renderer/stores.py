"""Every kind of store, made empty for a test, and an S3 server of the test's own.

The server is moto's: a process of its own that speaks S3 over real HTTP, conditional puts
and multipart uploads included. Another is used where S3_TEST_ADDRESS names one, with the
credentials in the environment and a bucket `ttdn` that may be filled.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import fsspec
import pytest

from renderer.store import BucketStore, Store, open_store
from tests.ports import free_port

BUCKET = "ttdn"


@dataclass(frozen=True)
class S3Server:
    address: str

    def store_address(self, folder: Path, near: str = "near") -> str:
        """Of a store of its own for each test, its near side in the test's folder."""
        place = f"{BUCKET}{folder}"
        return f"s3://{place}?endpoint_url={self.address}&near={folder / near}"


@contextmanager
def an_s3_server(host: str = "127.0.0.1", port: int = 5055) -> Iterator[S3Server]:
    command = [sys.executable, "-m", "moto.server", "-H", host, "-p", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = S3Server(f"http://{host}:{port}")
        while not _is_there(server):
            assert process.poll() is None
            time.sleep(0.05)  # looking again, not waiting for luck
        yield server
    finally:
        process.kill()
        process.wait()


def _is_there(server: S3Server) -> bool:
    try:
        with urlopen(Request(f"{server.address}/{BUCKET}", method="PUT"), timeout=60):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    known = os.environ.get("S3_TEST_ADDRESS")
    if known:
        yield S3Server(known)
        return
    own = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    with pytest.MonkeyPatch.context() as environment:
        for name, value in (own | {"AWS_DEFAULT_REGION": "us-east-1"}).items():
            environment.setenv(name, value)
        with an_s3_server(port=free_port()) as server:
            yield server


@pytest.fixture(params=["folder", "memory", "s3"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, once of each kind."""
    match request.param:
        case "folder":
            return str(tmp_path / "store")
        case "memory":
            return f"memory://store{tmp_path}?near={tmp_path / 'near'}"
        case _:
            server: S3Server = request.getfixturevalue("s3_server")
            return server.store_address(tmp_path)


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    yield open_store(store_address)
    open_store.cache_clear()


def truth_of(store: Store, name: str) -> "Truth":
    """The bytes themselves, behind the store's back."""
    if not isinstance(store, BucketStore):
        return Truth(fsspec.filesystem("file"), str(store.root / name))
    bucket = store.bucket
    return Truth(bucket.files, f"{bucket.prefix}/{name}")


@dataclass(frozen=True)
class Truth:
    files: fsspec.AbstractFileSystem
    place: str

    def cut_short(self) -> None:
        content = self.files.cat_file(self.place)
        self.files.pipe_file(self.place, content[:2])

    def remove(self) -> None:
        self.files.rm_file(self.place)


def another_machine(store: Store, near: Path) -> Store:
    """The same store as somebody sees it who has nothing of it yet."""
    if isinstance(store, BucketStore):
        return BucketStore(store.bucket, near, near_bytes=10**9)
    return Store(store.root)
