"""Ports for servers of a test's own that are named before they are opened."""

import itertools
import os
import socket

# Below what the kernel gives to whoever asks for any port: nobody is given it meanwhile.
FIRST, COUNT = 20_000, 12_000
_next = itertools.count(os.getpid() * 101)


def free_port() -> int:
    """Of loopback; another one each time."""
    for number in _next:
        port = FIRST + number % COUNT
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("unreachable")
