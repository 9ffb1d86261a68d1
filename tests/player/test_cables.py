"""A player and its server as two machines on a network whose cable is pulled."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.player.builders import always, write_config
from tests.player.clips import clip, clip_loop
from tests.player.waiting import eventually
from tests.renderer.hosts import Host, namespaces, until

pytestmark = [pytest.mark.needs_mpv, pytest.mark.needs_network_namespaces]
FIRST, SECOND = clip_loop(0), clip_loop(1)
PORT = 8099


@pytest.fixture
def machines() -> Iterator[tuple[Host, ...]]:
    with namespaces() as hosts:
        yield hosts


@contextmanager
def serving(host: Host, folder: Path) -> Iterator[None]:
    server = [sys.executable, "-m", "http.server", str(PORT), "--directory"]
    with host.running([*server, str(folder)]):
        look = f"import socket; socket.create_connection(('{host.address}', {PORT}))"
        until(host, look)
        yield


def pull(host: Host, *, back: bool = False) -> None:
    state = "up" if back else "down"
    subprocess.run([*host.prefix, "ip", "link", "set", "out", state], check=True)


def config_file(folder: Path, server: Host) -> Path:
    root = folder / "root.json"
    root.write_bytes(b"{}")
    return write_config(
        folder / "player.toml",
        cluster="kim-thanh",
        repository=f"http://{server.address}:{PORT}",
        root=root,
        data=folder / "data",
    )


def shown(process: subprocess.Popen[bytes]) -> set[str]:
    """What the mpv of a player has open; `ip` started the player in its own place."""
    found = set()
    for child in psutil.Process(process.pid).children(recursive=True):
        try:
            found |= {Path(one.path).name for one in child.open_files()}
        except psutil.Error:
            continue
    return found


def alarms(folder: Path) -> list[tuple[str, bool]]:
    """Every alarm's code, and whether it is over, in the order of the as-run log."""
    lines = [
        json.loads(line)["entry"]
        for path in sorted((folder / "data/spool").glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]
    return [(one["code"], one["is_over"]) for one in lines if one["kind"] == "alarm"]


def test_while_its_cable_is_out_the_old_plays_and_then_the_new(
    machines, repository, tmp_path
):
    server, wall = machines[0], machines[1]
    repository.add(clip(0), clip(1))
    repository.publish(always(1, led=FIRST))
    player = [sys.executable, "-m", "tests.player.run_player", "--config"]
    with (
        serving(server, repository.folder),
        wall.running([*player, str(config_file(tmp_path, server))]) as process,
    ):
        eventually(lambda: FIRST.file.sha256 in shown(process))
        pull(wall)
        repository.publish(always(2, led=SECOND))
        eventually(lambda: ("unreachable", False) in alarms(tmp_path))
        meanwhile = shown(process)
        pull(wall, back=True)

        eventually(lambda: SECOND.file.sha256 in shown(process))
        eventually(lambda: ("unreachable", True) in alarms(tmp_path))

    assert FIRST.file.sha256 in meanwhile
    assert SECOND.file.sha256 not in meanwhile
