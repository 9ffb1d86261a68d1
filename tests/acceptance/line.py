"""The line from a gate to the hub, which somebody can cut and mend."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Line:
    """`address` leads to the hub as long as it is whole."""

    def __init__(self, hub: str) -> None:
        parts = urlsplit(hub)
        self._hub = (parts.hostname, parts.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._is_cut = False
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._work, daemon=True).start()

    def cut(self) -> None:
        """What is under way is lost, what is asked for later finds nobody."""
        self._is_cut = True
        for end in list(self._open):
            _close(end)

    def mend(self) -> None:
        self._is_cut = False

    def end(self) -> None:
        self.cut()
        _close(self._listening)

    def _work(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        if self._is_cut:
            _close(near)
            return
        try:
            far = socket.create_connection(self._hub)
        except OSError:
            _close(near)
            return
        self._open |= {near, far}
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while block := one.recv(65536):
                other.sendall(block)
        for end in (one, other):
            self._open.discard(end)
            _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
