"""The demo's processes: started together, ended together, never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
SECONDS_TO_END = 8
LONGEST_PAUSE_SECONDS = 30


@dataclass
class Child:
    """A program that is started again when it dies, each time a little later.

    One that is not lasting has done its work when it ends well.
    """

    name: str
    arguments: Sequence[str]
    is_lasting: bool = True
    _process: subprocess.Popen[bytes] | None = None
    _deaths: int = 0
    _start_at: float = 0.0

    def keep_alive(self, say: Callable[[str], None]) -> None:
        """Starts it when it does not run and its pause is over."""
        if self._is_done():
            return
        if self._process is not None and self._process.poll() is not None:
            code, self._process = self._process.returncode, None
            pause = min(2**self._deaths, LONGEST_PAUSE_SECONDS)
            self._deaths += 1
            self._start_at = time.monotonic() + pause
            say(f"{self.name} đã dừng (mã {code}); chạy lại sau {pause} giây")
        if self._process is None and time.monotonic() >= self._start_at:
            self._process = _start(self.arguments)

    def _is_done(self) -> bool:
        ended = self._process.poll() if self._process else None
        return ended == 0 and not self.is_lasting

    def ask_to_end(self) -> None:
        self._signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Waits for a quiet end until the deadline, then kills."""
        if self._process is None:
            return
        try:
            self._process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, number)


@dataclass
class Family:
    """Children that live and end together."""

    children: list[Child]
    say: Callable[[str], None] = field(default=print)

    def keep_alive(self) -> None:
        for child in self.children:
            child.keep_alive(self.say)

    def end(self) -> None:
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + SECONDS_TO_END
        for child in self.children:
            child.end(deadline)


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    # Its own group: Ctrl-C reaches the parent alone, which ends them in order.
    return subprocess.Popen(  # noqa: S603 - our own programs
        arguments,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - see below
    )


def _end_with_parent() -> None:
    """On Linux a child is told when its parent is killed, even by SIGKILL.

    Runs between fork and exec; the parent has no other thread that could hold a lock.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
