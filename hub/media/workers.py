"""Which process works on a clip, and whether it is known to have died."""

import os
import socket
from pathlib import Path

PROC = Path("/proc")
# Fields of /proc/<pid>/stat after the program's name: its state, and when it began.
STATE, BEGAN = 0, 19
DEAD_STATES = "ZX"


def this_worker() -> str:
    """A name that no other process has, nor a later one with the same number."""
    return f"{_place()} {os.getpid()} {_began(os.getpid())}"


def has_died(worker: str) -> bool:
    """False too of a process elsewhere, or where this cannot be told: time will tell."""
    place, _, process = worker.partition(" ")
    number, _, began = process.partition(" ")
    if place != _place() or not began or not number.isdecimal():
        return False
    return _began(int(number)) != began


def _place() -> str:
    """Processes are counted anew on every machine, and in every container."""
    try:
        numbers = str((PROC / "self/ns/pid").readlink())
    except OSError:
        numbers = ""
    return f"{socket.gethostname()}/{numbers}"


def _began(number: int) -> str:
    """In the kernel's ticks; empty when there is no such process."""
    try:
        told = (PROC / str(number) / "stat").read_text()
    except OSError:
        return ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[STATE] in DEAD_STATES else fields[BEGAN]
