"""Whether one machine carries the polls of 10,000 players, and what each poll costs it.

Each player asks for the next root (404) and the timestamp (369 bytes), and opens a
connection for either: the dear case, `player.sources.line` keeps one. The files are real
repositories, served by a plain static server (granian's, in Rust: what nginx, a CDN or a
bucket does in production) and, to compare, by the hub itself, whose settings are those of
the image.

`python -m bench.players PORT PLAYERS SECONDS` is the crowd: players that each wait 15 to
30 s between polls.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.clusters import make_repositories
from bench.servers import free_port, many_files, tree_cpu_seconds, wait_for_port

PLAYERS, CLUSTERS = 10_000, 100
PAUSE_SECONDS = (15.0, 30.0)
# The first polls are spread over the longest pause; then it is as it stays.
STATIC_SECONDS, HUB_SECONDS = 75.0, 45.0
HUB_PLAYERS = 1000
LATE_SECONDS = 5.0
ROOT = Path(__file__).parents[1]


def measure_players(folder: Path) -> dict[str, float | None]:
    many_files()
    data = folder / "players"
    make_repositories(data / "releases" / "repositories", CLUSTERS)
    with static_server(data / "releases" / "repositories") as (pid, port):
        static = _crowd(pid, port, PLAYERS, STATIC_SECONDS)
    with _hub(data) as (pid, port):
        hub = _crowd(pid, port, HUB_PLAYERS, HUB_SECONDS)
    return {
        "players_polls_s": static["polls_s"],
        "players_failed": static["failed"],
        "players_late": static["late"],
        "players_p50_ms": static["p50_ms"],
        "players_p95_ms": static["p95_ms"],
        "players_cores": static["cores"],
        "poll_cpu_ms": static["cpu_ms"],
        "polls_s_a_core": 1000 / static["cpu_ms"],
        "hub_poll_cpu_ms": hub["cpu_ms"],
        "hub_polls_s_a_core": 1000 / hub["cpu_ms"],
        "hub_failed": hub["failed"],
    }


def _crowd(pid: int, port: int, players: int, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.players", str(port), str(players)]
    before = tree_cpu_seconds(pid)
    done = subprocess.run(  # noqa: S603
        [*command, str(seconds)], check=True, stdout=subprocess.PIPE, cwd=ROOT
    )
    spent = tree_cpu_seconds(pid) - before
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    polls = max(1.0, found["polls"])
    return {**found, "cpu_ms": 1000 * spent / polls, "cores": spent / seconds}


@contextmanager
def static_server(folder: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """(process, port); the folder is `/releases`."""
    arguments = [
        "--interface=wsgi",
        "--static-path-route=/releases",
        f"--static-path-mount={folder}",
        "bench.players:nothing",
    ]
    with _server([sys.executable, "-m", "granian", *arguments], {}, port) as found:
        yield found


@contextmanager
def _hub(data: Path) -> Iterator[tuple[int, int]]:
    arguments = ["--interface=wsgi", "--workers=2", "--blocking-threads=16"]
    settings = {"DATA_DIR": str(data), "LOG_LEVEL": "CRITICAL", "DEMO": "on"}
    command = [sys.executable, "-m", "granian", *arguments, "hub.wsgi:application"]
    with _server(command, settings) as found:
        yield found


@contextmanager
def _server(
    command: Sequence[str], settings: dict[str, str], port: int = 0
) -> Iterator[tuple[int, int]]:
    port = port or free_port()
    arguments = [*command, f"--port={port}", "--backlog=4096", "--log-level=error"]
    with subprocess.Popen(  # noqa: S603
        arguments,
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=subprocess.DEVNULL,  # the hub tells of every file that is not there
    ) as process:
        try:
            wait_for_port(port, 60)
            yield process.pid, port
        finally:
            process.terminate()


def nothing(_environ: object, start_response: object) -> list[bytes]:
    """What is no file is not there."""
    start_response("404 Not Found", [("Content-Length", "0")])  # type: ignore[operator]
    return [b""]


async def _ask(port: int, address: str, host: str) -> bytes:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, local_addr=(host, 0)
    )
    ask = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    writer.write(ask.encode())
    answer = await reader.read()
    writer.close()
    return answer[9:12]


class Crowd:
    def __init__(self, port: int) -> None:
        self._port = port
        self.taken: list[float] = []
        self.failed = 0

    async def play(self, number: int, until: float) -> None:
        """One player: anywhere in its pause at first, then poll after poll."""
        chance = random.Random(number)  # noqa: S311 - jitter
        metadata = f"/releases/cum-{number % CLUSTERS}/metadata"
        # One address has too few ports for so many connections a minute.
        host = f"127.1.1.{number % 250 + 1}"
        await asyncio.sleep(chance.uniform(0, PAUSE_SECONDS[1]))
        while time.perf_counter() < until:
            await self._poll(metadata, host)
            await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))

    async def _poll(self, metadata: str, host: str) -> None:
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(20):
                root = await _ask(self._port, f"{metadata}/2.root.json", host)
                stamp = await _ask(self._port, f"{metadata}/timestamp.json", host)
        except (OSError, TimeoutError):
            self.failed += 1
            return
        if (root, stamp) != (b"404", b"200"):
            self.failed += 1
            return
        self.taken.append(time.perf_counter() - begun)


async def _play(port: int, players: int, seconds: float) -> dict[str, float]:
    crowd, until = Crowd(port), time.perf_counter() + seconds
    tasks = [
        asyncio.create_task(crowd.play(number, until)) for number in range(players)
    ]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    taken = sorted(crowd.taken) or [0.0]
    return {
        "polls": len(crowd.taken),
        "polls_s": len(crowd.taken) / seconds,
        "failed": crowd.failed,
        "late": sum(one > LATE_SECONDS for one in taken),
        "p50_ms": 1000 * median(taken),
        "p95_ms": 1000 * taken[int(0.95 * (len(taken) - 1))],
    }


def main() -> int:
    many_files()
    port, players, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    print(json.dumps(asyncio.run(_play(port, players, seconds))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
