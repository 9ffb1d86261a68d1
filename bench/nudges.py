"""How soon 2,000 open lines hear of a publication, and what they cost in memory.

`python -m bench.nudges FOLDER` makes the players in a database of their own, starts
`manage.py run_nudges` as it runs in production, and listens on loopback. Listeners and
server share the machine's cores.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.servers import free_port, many_files, tree_pss_mib, wait_for_port

LINES = 2000
CLUSTERS = 20
PUBLICATIONS = 5
PATIENCE_SECONDS = 120.0
ROOT = Path(__file__).parents[1]


def measure_nudges(folder: Path) -> dict[str, float | None]:
    command = [sys.executable, "-m", "bench.nudges", str(folder / "nudges")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603
    found: dict[str, float | None] = json.loads(done.stdout.splitlines()[-1])
    return found


def _set_up(folder: Path) -> list[tuple[str, str]]:
    """(cluster, token) of each player."""
    from bench.desk import _set_up as set_up_hub

    set_up_hub(folder)
    from django.utils import timezone

    from hub.displays.enums import ClusterStatus
    from hub.displays.models import Cluster
    from hub.players.models import Player
    from hub.players.tokens import new_token

    Cluster.objects.bulk_create(
        Cluster(code=f"cum-{number}", status=ClusterStatus.TEST)
        for number in range(CLUSTERS)
    )
    clusters = list(Cluster.objects.filter(code__startswith="cum-"))
    tokens, rows = [], []
    for number in range(LINES):
        cluster, token = clusters[number % CLUSTERS], new_token()
        tokens.append((cluster.code, str(token)))
        rows.append(
            Player(
                cluster=cluster,
                code=f"may-{number}",
                token_id=token.id,
                token_digest=token.digest,
                issued_at=timezone.now(),
            )
        )
    Player.objects.bulk_create(rows, batch_size=500)
    return tokens


class Line:
    """One player's; remembers when it last heard "look"."""

    def __init__(self, cluster: str) -> None:
        self.cluster = cluster
        self.heard = asyncio.Event()
        self.heard_at = 0.0

    async def open(self, port: int, token: str) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        ask = (
            "GET /devices/nudge HTTP/1.1\r\nHost: hub\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        )
        self._writer.write(ask.encode())
        await self._reader.readuntil(b": here\n\n")
        self.task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while block := await self._reader.read(4096):
            if b"data: look" in block:
                self.heard_at = time.perf_counter()
                self.heard.set()


def _publish(releases: Path, cluster: str, snapshot: int) -> None:
    metadata = releases / "repositories" / cluster / "metadata"
    metadata.mkdir(parents=True, exist_ok=True)
    beside = metadata / ".timestamp"
    named = {"snapshot.json": {"version": snapshot}}
    beside.write_text(json.dumps({"signed": {"meta": named}}))
    beside.replace(metadata / "timestamp.json")


async def _measure(port: int, tokens: list[tuple[str, str]], releases: Path) -> Any:
    lines = [Line(cluster) for cluster, _ in tokens]
    begun = time.perf_counter()
    gate = asyncio.Semaphore(50)

    async def open_one(line: Line, token: str) -> None:
        async with gate:
            await line.open(port, token)

    pairs = zip(lines, tokens, strict=True)
    await asyncio.gather(*(open_one(line, token) for line, (_, token) in pairs))
    opened = time.perf_counter() - begun
    last, middle = [], []
    for snapshot in range(1, PUBLICATIONS + 1):
        for line in lines:
            line.heard.clear()
        begun = time.perf_counter()
        for number in range(CLUSTERS):
            _publish(releases, f"cum-{number}", snapshot)
        waits = (line.heard.wait() for line in lines)
        await asyncio.wait_for(asyncio.gather(*waits), PATIENCE_SECONDS)
        taken = sorted(line.heard_at - begun for line in lines)
        last.append(taken[-1])
        middle.append(median(taken))
    return opened, median(middle), median(last)


def main() -> int:
    many_files()
    folder = Path(sys.argv[1])
    tokens, port = _set_up(folder), free_port()
    command = [sys.executable, "manage.py", "run_nudges", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ) as process:  # noqa: S603
        try:
            wait_for_port(port, PATIENCE_SECONDS)
            before = tree_pss_mib(process.pid)
            opened, middle, last = asyncio.run(
                _measure(port, tokens, folder / "releases")
            )
            after = tree_pss_mib(process.pid)
        finally:
            process.terminate()
    found = {
        "nudge_open_all_s": opened,
        "nudge_middle_ms": 1000 * middle,
        "nudge_last_ms": 1000 * last,
        "nudge_mib": after,
        "nudge_kib_a_line": 1024 * (after - before) / LINES,
    }
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
