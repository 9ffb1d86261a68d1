"""Machines of a test's own: network namespaces on a bridge, or addresses of loopback.

The bridge stands in a namespace too, so nothing of the machine's own network is touched.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Host:
    """A machine as others see it; `prefix` runs a program there."""

    address: str
    prefix: tuple[str, ...] = ()

    @contextmanager
    def running(self, command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
        """A program there, in a process group that ends with the test."""
        process = subprocess.Popen(
            [*self.prefix, *command], cwd=ROOT, start_new_session=True
        )
        try:
            yield process
        finally:
            kill_group(process)


def until(
    host: Host, program: str, *, live: Sequence[subprocess.Popen[bytes]] = ()
) -> None:
    """Returns when a small program, run on a host, succeeds; fails when one of `live` ends."""
    command = [*host.prefix, sys.executable, "-c", program]
    while subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode:
        assert [one.args for one in live if one.poll() is not None] == []
        time.sleep(0.1)  # looking again, not waiting for luck


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """At once and wholly, as a power cut does."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def growing_file(process: subprocess.Popen[bytes], folder: Path) -> Path:
    """Returns when one of its processes is in the middle of writing a segment there."""
    sizes: dict[Path, int] = {}
    while True:
        assert process.poll() is None
        for path in _open_files(process, folder):
            try:
                size = path.stat().st_size
            except FileNotFoundError:
                continue
            if 0 < sizes.setdefault(path, size) < size:
                return path
        time.sleep(0.01)  # looking again, not waiting for luck


def _open_files(process: subprocess.Popen[bytes], folder: Path) -> list[Path]:
    found = []
    for one in psutil.Process(process.pid).children(recursive=True):
        try:
            found += [Path(file.path) for file in one.open_files()]
        except psutil.Error:
            continue
    return [path for path in found if path.parent == folder]


def loopback_hosts() -> tuple[Host, ...]:
    return tuple(Host(f"127.0.0.{number}") for number in (11, 12, 13))


@contextmanager
def namespaces() -> Iterator[tuple[Host, ...]]:
    """Three machines that reach each other and nothing else. Needs root."""
    names = [f"ttdn-{os.getpid()}-{number}" for number in range(3)]
    with ExitStack() as undone:
        for name in names:
            _ip("netns", "add", name)
            undone.callback(_ip, "netns", "delete", name)
            _ip("-n", name, "link", "set", "lo", "up")
        centre = names[0]
        _ip("-n", centre, "link", "add", "bridge", "type", "bridge")
        _ip("-n", centre, "address", "add", "10.77.0.1/24", "dev", "bridge")
        _ip("-n", centre, "link", "set", "bridge", "up")
        for number, name in enumerate(names[1:], start=2):
            end = f"to-{number}"
            _ip("-n", centre, "link", "add", end, "type", "veth", "peer", "out")
            _ip("-n", centre, "link", "set", "out", "netns", name)
            _ip("-n", centre, "link", "set", end, "master", "bridge", "up")
            _ip("-n", name, "address", "add", f"10.77.0.{number}/24", "dev", "out")
            _ip("-n", name, "link", "set", "out", "up")
        yield tuple(
            Host(f"10.77.0.{number}", ("ip", "netns", "exec", name))
            for number, name in enumerate(names, start=1)
        )


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
