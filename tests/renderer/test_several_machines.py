"""Two workers on machines of their own that share only the store; one loses its power."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from release.format import Timetable
from renderer.__main__ import main
from renderer.output import OutputFolder
from renderer.store import digest_of_file, open_store
from tests.renderer.hosts import (
    ROOT,
    Host,
    growing_file,
    kill_group,
    loopback_hosts,
    namespaces,
    until,
)
from tests.renderer.stores import BUCKET

GOLDEN = ROOT / "fixtures/programmes/ck-kim-thanh.json"
PORT = 8786
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@pytest.fixture
def programme(tmp_path: Path) -> str:
    """A gallery, whose pictures move: nothing of it is quick to render."""
    document = json.loads(GOLDEN.read_bytes())
    programme = document["data"]["programme"]
    programme["slots"] = [s for s in programme["slots"] if s["id"] == "5"]
    for file in files_of(programme["slots"]):
        file["url"] = str((GOLDEN.parent / file["url"]).resolve())
    path = tmp_path / "programme.json"
    path.write_text(json.dumps(document))
    return str(path)


def files_of(value: Any) -> Iterator[dict[str, Any]]:
    match value:
        case {"url": _, "sha256": _}:
            yield value
        case dict():
            for part in value.values():
                yield from files_of(part)
        case list():
            for part in value:
                yield from files_of(part)


@pytest.fixture(
    params=["folder", pytest.param("s3", marks=pytest.mark.needs_network_namespaces)]
)
def kind(request: pytest.FixtureRequest) -> str:
    """One folder for all, as on a network disk; or a bucket, and nothing else shared."""
    return str(request.param)


@pytest.fixture
def hosts(kind: str) -> Iterator[tuple[Host, ...]]:
    """The centre, and two machines that work for it."""
    if kind == "folder":
        yield loopback_hosts()
        return
    with namespaces() as own:
        yield own


class Site:
    """A scheduler and a store in the centre, and the commands people type."""

    def __init__(self, hosts: tuple[Host, ...], folder: Path, kind: str) -> None:
        self.centre, *self.others = hosts
        self.folder = folder
        self.kind = kind
        self.scheduler = f"tcp://{self.centre.address}:{PORT}"

    def servers(self) -> list[list[str]]:
        dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        scheduler = [*dask, "--host", self.centre.address, "--port", str(PORT)]
        s3 = [sys.executable, "-m", "moto.server", "-H", self.centre.address]
        servers = [[*scheduler, "--no-dashboard"], [*s3, "-p", "5055"]]
        return servers[: 2 if self.kind == "s3" else 1]

    def store(self, machine: str) -> str:
        """As a machine knows it: in a bucket, each has a near side of its own."""
        if self.kind == "folder":
            return str(self.folder / "store")
        near = self.folder / machine
        server = f"http://{self.centre.address}:5055"
        return f"s3://{BUCKET}/store?endpoint_url={server}&near={near}"

    def unfinished(self, machine: str) -> Path:
        name = "store" if self.kind == "folder" else machine
        return self.folder / name / "unfinished"

    def worker(self, host: Host, machine: str) -> list[str]:
        renderer = [sys.executable, "-m", "renderer", "worker", "--quiet"]
        where = ["--scheduler", self.scheduler, "--store", self.store(machine)]
        return [*renderer, *where, "--workers", "1", "--host", host.address]

    def render(self, programme: str) -> list[str]:
        renderer = [sys.executable, "-m", "renderer", "render", "--quiet", programme]
        where = ["--scheduler", self.scheduler, "--store", self.store("centre")]
        return [*renderer, *where, "--out", str(self.folder / "out")]


def published(folder: Path) -> Timetable:
    timetable = OutputFolder(folder).timetable_of("ck-kim-thanh")
    assert timetable is not None
    return timetable


MAKE_BUCKET = """
from urllib.request import Request, urlopen
urlopen(Request("http://{address}:5055/{bucket}", method="PUT"), timeout=5)
"""
SEE_WORKERS = """
from distributed import Client
with Client("{scheduler}", timeout=5) as client:
    client.wait_for_workers(2, timeout=60)
"""


def test_a_machine_that_loses_its_power_in_the_middle_changes_no_byte(
    hosts: tuple[Host, ...],
    programme: str,
    tmp_path: Path,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    alone = ["--store", str(tmp_path / "alone"), "--out", str(tmp_path / "alone-out")]
    main(["render", programme, *alone, "--workers", "1", "--quiet"])
    site = Site(hosts, tmp_path, kind)

    with ExitStack() as ended:
        for server in site.servers():
            ended.enter_context(site.centre.running(server))
        if kind == "s3":
            address = site.centre.address
            until(site.centre, MAKE_BUCKET.format(address=address, bucket=BUCKET))
        workers = [
            ended.enter_context(host.running(site.worker(host, f"machine-{number}")))
            for number, host in enumerate(site.others)
        ]
        doomed = workers[0]
        see_workers = SEE_WORKERS.format(scheduler=site.scheduler)
        until(site.centre, see_workers, live=workers)
        driver = ended.enter_context(site.centre.running(site.render(programme)))
        torn = growing_file(doomed, site.unfinished("machine-0"))
        kill_group(doomed)

        assert driver.wait(timeout=300) == 0
        # What was torn is where it was, and is no object; the collection takes it.
        assert torn.exists()
        if kind == "folder":
            check_objects(site.store("centre"))
        else:
            check_objects_from(site.centre, site.store("nobody"))

    loops = published(tmp_path / "out").loops
    assert loops == published(tmp_path / "alone-out").loops


def check_objects(address: str) -> None:
    """Every object of a store is what its name says."""
    store = open_store(address)
    for entry in store.entries("objects"):
        file = digest_of_file(store.path_of(entry.name))
        assert (file.sha256, file.size_bytes) == (entry.name, entry.size_bytes)


def check_objects_from(host: Host, address: str) -> None:
    """The same, looked at from a host that can reach the store."""
    module = "tests.renderer.test_several_machines"
    program = f"from {module} import check_objects; check_objects({address!r})"
    subprocess.run(
        [*host.prefix, sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | CREDENTIALS,
        check=True,
    )
