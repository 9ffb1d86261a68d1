"""What the reference player needs, and how soon a wall has a picture without a network.

The real program with the real verifier: a release of one loop of 1920×640 comes into force
from a server; then it is started again with no server there. When what was on is read from
its own as-run log.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median

import av
import numpy as np
import psutil

from bench.clusters import People, release_of
from bench.players import static_server
from bench.servers import MIB, free_port
from release.format import File, write_document
from release.online import OnlineKeys
from release.reports import Logged, Rung, Switched
from release.repository import ClusterRepository

CLUSTER, WIDTH, HEIGHT, FPS, SECONDS = "cum-0", 1920, 640, 25, 8
PATIENCE_SECONDS = 120.0
STARTS = 3
ROOT = Path(__file__).parents[1]


def measure_player(folder: Path) -> dict[str, float | None]:
    place = folder / "player"
    repository = _publish(place)
    port = free_port()
    config = _write_config(place, port)
    with static_server(place / "served", port), _player(config) as process:
        _until(lambda: Rung.SCHEDULED in _switches(place))
        mib = psutil.Process(process.pid).memory_full_info().pss / MIB
    assert repository.record.highest
    slates, loops = [], []
    for _ in range(STARTS):
        begun = datetime.now(UTC)
        with _player(config):
            _until(lambda since=begun: Rung.SCHEDULED in _switches(place, since))  # type: ignore[misc]
        found = _switches(place, begun)
        first = min(found.values())
        slates.append((first - begun).total_seconds())
        loops.append((found[Rung.SCHEDULED] - begun).total_seconds())
    return {
        "player_mib": mib,
        "player_slate_s": median(slates),
        "player_loop_s": median(loops),
    }


def _publish(place: Path) -> ClusterRepository:
    served = place / "served" / CLUSTER
    repository = ClusterRepository(served, CLUSTER, OnlineKeys(place / "online"))
    loop = _write_loop(served / "files")
    people = People()
    people.found(repository)
    document = write_document(release_of(CLUSTER, loop, SECONDS * FPS))
    people.publish(repository, document)
    return repository


def _write_loop(folder: Path) -> File:
    folder.mkdir(parents=True)
    path = folder / "loop.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(SECONDS * FPS):
            pixels = np.full((HEIGHT, WIDTH, 3), number % 256, np.uint8)
            pixels[:, number * 8 % WIDTH :][:, :200] = 255
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels)))
        container.mux(stream.encode())
    content = path.read_bytes()
    digest = sha256(content).hexdigest()
    path.rename(folder / f"{digest}.mp4")
    return File(sha256=digest, size_bytes=len(content))


def _write_config(place: Path, port: int) -> Path:
    path = place / "player.toml"
    root = place / "served" / CLUSTER / "metadata/1.root.json"
    path.write_text(
        f"""
        cluster = "{CLUSTER}"
        repository = "http://127.0.0.1:{port}/releases/{CLUSTER}"
        root = "{root}"
        data = "{place / "data"}"
        [[canvas]]
        code = "led"
        width_px = {WIDTH}
        height_px = {HEIGHT}
        [video]
        picture = "null"
        [limits]
        free_mib = 0
        [status]
        port = 0
        """
    )
    return path


@contextmanager
def _player(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "player", "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def _switches(
    place: Path, since: datetime = datetime(2026, 1, 1, tzinfo=UTC)
) -> dict[Rung, datetime]:
    """When each rung was first on since then."""
    found: dict[Rung, datetime] = {}
    for path in sorted((place / "data/spool").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            entry = Logged.model_validate(json.loads(line)).entry
            if isinstance(entry, Switched) and entry.at >= since:
                found.setdefault(entry.rung, entry.at)
    return found


def _until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not look():
        if time.monotonic() > deadline:
            raise TimeoutError("the player shows nothing")
        time.sleep(0.05)
