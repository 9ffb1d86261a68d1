"""One mpv process, told what to do over its JSON IPC.

Used by one thread. Whatever does not work is a VideoError; the process is then ended and
started anew by `player.screen`. A jump that it refuses while it opens a file
(CommandRefusedError) is asked for again.
"""

import json
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from player.errors import CommandRefusedError, VideoError

START_SECONDS, ANSWER_SECONDS = 8.0, 1.0
# Nothing of a person's own settings, no scripts, no network, no words over the picture.
OPTIONS = (
    "--no-config",
    "--load-scripts=no",
    "--ytdl=no",
    "--no-terminal",
    "--idle=yes",
    "--force-window=yes",
    "--fullscreen",
    "--no-border",
    "--osc=no",
    "--osd-level=0",
    "--sub=no",
    "--input-default-bindings=no",
    "--cursor-autohide=always",
    "--stop-screensaver",
    "--loop-file=inf",
    "--image-display-duration=inf",
    "--hr-seek=yes",
    "--hwdec=auto-safe",
    "--demuxer-lavf-o=protocol_whitelist=file",
    "--screenshot-format=jpg",
    "--screenshot-jpeg-quality=80",
)


class Mpv:
    """A process and the line to it. Commands are answered within a second.

    The line is a pair of sockets that no other program can open. When this process ends,
    however it does, the line is closed and mpv ends itself: none is left to cover a new one.
    """

    def __init__(self, program: str, options: Sequence[str]) -> None:
        self._command = [program, *OPTIONS, *options]
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._received = b""
        self._request = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Returns when it answers. Raises VideoError."""
        self._line, far = socket.socketpair()
        with far:
            self._process = self._run(far)
        try:
            self._ask("get_property", "pid", seconds=START_SECONDS)
        except VideoError as error:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=ANSWER_SECONDS)
                raise self._failed(f"kết thúc với mã {code}") from error
            raise

    def end(self) -> None:
        """Kills it, if it still lives: a hung one listens to nothing else."""
        if self._line:
            self._line.close()
            self._line = None
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._received = b""

    def load(self, path: Path, start_seconds: float) -> None:
        """Swaps what is played; the last picture stays until the first of the new."""
        self.command("set_property", "start", f"{start_seconds:.3f}")
        self.command("set_property", "speed", 1.0)
        self.command("loadfile", str(path), "replace")

    def get(self, name: str) -> Any:
        """A property, or None where it has no value now."""
        return self._ask("get_property", name).get("data")

    def command(self, *words: object) -> None:
        answer = self._ask(*words)
        if answer.get("error") != "success":
            what = f"{words[0]}: {answer.get('error')}"
            raise CommandRefusedError("mpv", what, "tự thử lại")

    def _run(self, far: socket.socket) -> subprocess.Popen[bytes]:
        number = far.fileno()
        try:
            return subprocess.Popen(  # noqa: S603 - the configured program
                [*self._command, f"--input-ipc-client=fd://{number}"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[number],
            )
        except OSError as error:
            raise VideoError(
                self._command[0], f"không chạy được ({error.strerror})", "cài mpv"
            ) from error

    def _ask(self, *words: object, seconds: float = ANSWER_SECONDS) -> dict[str, Any]:
        if self._line is None:
            raise self._failed("không có đường nối")
        self._request += 1
        message = {"command": words, "request_id": self._request}
        deadline = time.monotonic() + seconds
        try:
            self._line.settimeout(seconds)
            self._line.sendall(json.dumps(message).encode() + b"\n")
            while True:
                answer = json.loads(self._read_line(self._line, deadline))
                if answer.get("request_id") == self._request and "error" in answer:
                    return dict(answer)
        except (OSError, ValueError) as error:
            raise self._failed(type(error).__name__) from error

    def _read_line(self, line: socket.socket, deadline: float) -> bytes:
        while b"\n" not in self._received:
            line.settimeout(max(0.001, deadline - time.monotonic()))
            block = line.recv(65536)
            if not block:
                raise ConnectionError("closed")
            self._received += block
        first, _, self._received = self._received.partition(b"\n")
        return first

    def _failed(self, what: str) -> VideoError:
        return VideoError("mpv", what, "tự khởi động lại")
