"""What keeps the child in: limits of the machine, no network, no other files.

Called before anything is imported that could start a thread, and before the stranger's
file is opened. Only the standard library. Each fence that the kernel refuses is left
out; which of them stand is part of the answer, and the parent says so in the log.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hub.media.sandbox.syscalls import build_filter

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER = 2
SIGKILL = 9
# Landlock has the same numbers on every kind of machine.
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
LANDLOCK_RULE_PATH = 1
EVERY_ACCESS = (1 << 13) - 1  # of the first version: all that reads, writes or makes
READ_ACCESS = 0b1101  # execute, read a file, read a folder
FILE_ACCESS = 0b111  # the ones that a plain file can have


def stand_up_fences(
    bounds: dict[str, int],
    *,
    readable: Iterable[Path],
    writable: Path,
    may_start_programs: bool,
) -> tuple[str, ...]:
    """The names of those that hold; limits always do, or the child ends here."""
    _limit(bounds)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    fences = {
        "namespace": _leave_network(libc),
        "landlock": _shut_folders(libc, readable, writable),
        "seccomp": _filter_calls(libc, may_start_programs=may_start_programs),
    }
    return tuple(name for name, holds in fences.items() if holds)


def _limit(bounds: dict[str, int]) -> None:
    limits = {
        resource.RLIMIT_AS: bounds["memory_bytes"],
        resource.RLIMIT_CPU: bounds["cpu_seconds"],
        resource.RLIMIT_FSIZE: bounds["file_bytes"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))


def _leave_network(libc: Any) -> bool:
    """Into a network without devices; with a user of its own, root's powers go too."""
    unshare = getattr(libc, "unshare", None)
    if unshare is None:
        return False
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or unshare(CLONE_NEWNET) == 0


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


def _shut_folders(libc: Any, readable: Iterable[Path], writable: Path) -> bool:
    """Files outside of these can no longer be opened, even by a decoder gone astray."""
    if not sys.platform.startswith("linux"):
        return False
    handled = ctypes.c_uint64(EVERY_ACCESS)
    rules = libc.syscall(
        LANDLOCK_CREATE, ctypes.byref(handled), ctypes.sizeof(handled), 0
    )
    if rules < 0:
        return False
    for path in readable:
        _allow(libc, rules, path, READ_ACCESS)
    _allow(libc, rules, writable, EVERY_ACCESS)
    _allow(libc, rules, Path(os.devnull), FILE_ACCESS)
    restricted = libc.syscall(LANDLOCK_RESTRICT, rules, 0)
    os.close(rules)
    return bool(restricted == 0)


def _allow(libc: Any, rules: int, path: Path, access: int) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        access &= FILE_ACCESS
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = _PathRule(access, place)
    libc.syscall(LANDLOCK_ADD, rules, LANDLOCK_RULE_PATH, ctypes.byref(rule), 0)
    os.close(place)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def _filter_calls(libc: Any, *, may_start_programs: bool) -> bool:
    code = build_filter(os.uname().machine, may_start_programs=may_start_programs)
    if code is None:
        return False
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    answer = libc.prctl(
        PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0
    )
    return bool(answer == 0)
