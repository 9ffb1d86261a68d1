"""A bad line between two machines: real packets, late or lost, as a mountain road has them.

    python -m bench.line NETNS NETNS --delay-ms 150 --loss 0.05

Two network namespaces, each with an end of the line (10.88.0.1 and 10.88.0.2); what one
sends comes out of the other after the delay, unless it is lost. The machines' own TCP does
the rest. It works where the kernel has no netem, and needs root.
"""

import argparse
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time
from dataclasses import dataclass

ADDRESSES = ("10.88.0.1", "10.88.0.2")
MTU = 1500
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000


@dataclass(frozen=True)
class Quality:
    """Of each direction."""

    delay_seconds: float
    loss: float


def carry(ends: tuple[int, int], quality: Quality, chance: random.Random) -> None:
    """For ever: from either end to the other."""
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    underway: list[tuple[float, int, int, bytes]] = []
    number = 0
    while True:
        wait = max(underway[0][0] - time.monotonic(), 0) if underway else None
        for end in select.select(ends, (), (), wait)[0]:
            packet = os.read(end, MTU)
            if chance.random() >= quality.loss:
                number += 1
                due = time.monotonic() + quality.delay_seconds
                heapq.heappush(underway, (due, number, other[end], packet))
        while underway and underway[0][0] <= time.monotonic():
            _due, _number, end, packet = heapq.heappop(underway)
            os.write(end, packet)


def open_end(namespace: str, address: str) -> int:
    """An interface `line` there; what it sends can be read here."""
    name = f"line-{os.getpid() % 10000}-{address[-1]}"
    end = os.open("/dev/net/tun", os.O_RDWR)
    flags = struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI)
    fcntl.ioctl(end, _TUNSETIFF, flags)
    _ip("link", "set", name, "netns", namespace, "name", "line")
    _ip("-n", namespace, "address", "add", f"{address}/24", "dev", "line")
    _ip("-n", namespace, "link", "set", "line", "up", "mtu", str(MTU))
    return end


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)  # noqa: S603, S607


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.line", description=__doc__)
    parser.add_argument("namespaces", nargs=2, metavar="NETNS")
    parser.add_argument("--delay-ms", type=float, default=150)
    parser.add_argument("--loss", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    first, second = map(open_end, options.namespaces, ADDRESSES)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    quality = Quality(options.delay_ms / 1000, options.loss)
    carry((first, second), quality, random.Random(options.seed))  # noqa: S311


if __name__ == "__main__":
    main()
