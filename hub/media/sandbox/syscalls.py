"""Which calls of the kernel the child is refused, as a seccomp program. Pure.

No sockets of any kind, no other program, no hand on other processes. Threads are let
through: decoders use them. Why by hand: it is forty lines, and every library for it
needs a system package.
"""

import errno
import struct

# Classic BPF: load a word, jump if equal, jump if a bit is set, return.
LOAD, JUMP_EQUAL, JUMP_SET, JUMP_MORE, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
AT_NUMBER, AT_MACHINE, AT_FIRST_ARGUMENT = 0, 4, 16
CLONE_THREAD = 0x10000
X32 = 0x40000000  # a second table of the same calls on x86-64

# What <linux/audit.h> calls each machine, and its numbers for our calls.
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NEVER = {
    "x86_64": {
        "socket": 41, "connect": 42, "sendto": 44, "bind": 49, "listen": 50,
        "socketpair": 53, "ptrace": 101, "mount": 165, "keyctl": 250, "unshare": 272,
        "perf_event_open": 298, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "bpf": 321, "userfaultfd": 323,
        "io_uring_setup": 425, "pidfd_open": 434,
    },
    "aarch64": {
        "mount": 40, "unshare": 97, "ptrace": 117, "socket": 198, "socketpair": 199,
        "bind": 200, "listen": 201, "connect": 203, "sendto": 206, "keyctl": 219,
        "perf_event_open": 241, "setns": 268, "process_vm_readv": 270,
        "process_vm_writev": 271, "bpf": 280, "userfaultfd": 282,
        "io_uring_setup": 425, "pidfd_open": 434,
    },
}  # fmt: skip
STARTS_PROGRAMS = {
    "x86_64": {"fork": 57, "vfork": 58, "execve": 59, "kill": 62, "execveat": 322},
    "aarch64": {"kill": 129, "execve": 221, "execveat": 281},
}
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435


def build_filter(machine: str, *, may_start_programs: bool) -> bytes | None:
    """Instructions of eight bytes each; None for a machine whose numbers are not here."""
    if machine not in MACHINES:
        return None
    refused = list(NEVER[machine].values())
    code = [
        _step(LOAD, AT_MACHINE),
        _step(JUMP_EQUAL, MACHINES[machine], then=1),
        _step(RETURN, KILL),
        _step(LOAD, AT_NUMBER),
        _step(JUMP_MORE, X32, otherwise=1),
        _step(RETURN, ERRNO | errno.EPERM),
    ]
    if not may_start_programs:
        refused += STARTS_PROGRAMS[machine].values()
    for number in refused:
        code += _refuse(number, errno.EPERM)
    if not may_start_programs:
        # glibc then asks for a thread by `clone`, whose flags can be looked at.
        code += _refuse(CLONE3, errno.ENOSYS)
        code += [
            _step(JUMP_EQUAL, CLONE[machine], otherwise=3),
            _step(LOAD, AT_FIRST_ARGUMENT),
            _step(JUMP_SET, CLONE_THREAD, then=1),
            _step(RETURN, ERRNO | errno.EPERM),
        ]
    return b"".join([*code, _step(RETURN, ALLOW)])


def _refuse(number: int, reason: int) -> list[bytes]:
    return [_step(JUMP_EQUAL, number, otherwise=1), _step(RETURN, ERRNO | reason)]


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """`then` and `otherwise`: how many steps a jump skips."""
    return struct.pack("=HBBI", code, then, otherwise, value)
