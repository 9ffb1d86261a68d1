"""Servers that are measured from outside: ports, open files, memory and work."""

import resource
import socket
import time
from contextlib import suppress

import psutil

MIB = 1 << 20


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for_port(port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def many_files() -> None:
    """As many open connections as this machine lets us have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def tree_pss_mib(pid: int) -> float:
    """Of a process and its children, shared pages counted once."""
    return sum(one.memory_full_info().pss for one in _tree(pid)) / MIB


def tree_cpu_seconds(pid: int) -> float:
    times = [one.cpu_times() for one in _tree(pid)]
    return sum(one.user + one.system for one in times)


def _tree(pid: int) -> list[psutil.Process]:
    found = [psutil.Process(pid)]
    with suppress(psutil.Error):
        found += found[0].children(recursive=True)
    return found
