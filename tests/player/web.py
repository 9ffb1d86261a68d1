"""A real web server on loopback over a folder, which can be as bad as the world is."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, Literal

type Fault = Literal[
    "",
    "portal",
    "redirect",
    "error",
    "cut",
    "trickle",
    "no ranges",
    "no ranges and cut",
    "wrong bytes",
    "longer",
    "other range",
]
PORTAL = b"<html><title>Dang nhap Wi-Fi</title></html>"
SLOWLY_SECONDS = 0.02


@dataclass
class Asked:
    method: str
    path: str
    range: str
    token: str
    body: bytes = b""
    at: float = field(default_factory=time.monotonic)


class Web:
    """`faults` by the beginning of a path; `asked` is everything that came, in order.

    `on_piece` is called for every piece of a file before it is sent.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        self.posts: Callable[[Asked], tuple[int, str]] = lambda _: (204, "")
        self.on_piece: Callable[[str, int], None] = lambda path, sent: None
        self.piece_bytes = 1 << 16
        self.busy = self.most_busy = 0
        self.nudges = threading.Condition()
        self.nudge_count = 0
        self.hints: list[str] = []
        self.is_closing = False
        self._lock = threading.Lock()
        self.address = ""

    def fault_of(self, path: str) -> Fault:
        found = [
            fault for start, fault in self.faults.items() if path.startswith(start)
        ]
        return found[-1] if found else ""

    def nudge(self) -> None:
        with self.nudges:
            self.nudge_count += 1
            self.nudges.notify_all()

    def hint(self, *documents: str) -> None:
        """Told once, on every open line."""
        with self.nudges:
            self.hints += documents
            self.nudges.notify_all()

    def wait_for_hints(self, sent: int) -> list[str]:
        with self.nudges:
            self.nudges.wait_for(lambda: len(self.hints) > sent or self.is_closing)
            return self.hints[sent:]

    def wait_for_nudge(self, sent: int) -> int:
        with self.nudges:
            self.nudges.wait_for(lambda: self.nudge_count > sent or self.is_closing)
            return self.nudge_count

    def asked_for(self, start: str) -> list[Asked]:
        return [one for one in self.asked if one.path.startswith(start)]

    @contextmanager
    def counted(self) -> Iterator[None]:
        with self._lock:
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            yield
        finally:
            with self._lock:
                self.busy -= 1


@contextmanager
def serving(folder: Path) -> Iterator[Web]:
    web = Web(folder)
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (_Handler,), {"web": web})
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    web.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        web.is_closing = True
        web.nudge()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    web: ClassVar[Web]

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        asked = self._note(self.rfile.read(int(self.headers["Content-Length"])))
        fault = self.web.fault_of(self.path)
        if fault == "portal":
            self._whole(200, "text/html", PORTAL)
        elif fault == "error":
            self._whole(500, "text/plain", b"")
        else:
            status, words = self.web.posts(asked)
            kind = "application/json" if words else "text/plain"
            self._whole(status, kind, words.encode())

    def do_GET(self) -> None:
        self._note(b"")
        if self.path == "/hub/nudge":
            self._stream_nudges()
            return
        if self.path == "/hints/nudge":
            self._stream_hints()
            return
        if self.path == "/elsewhere":
            self._whole(200, "application/octet-stream", PORTAL)
            return
        path = self.web.folder / self.path.lstrip("/")
        fault = self.web.fault_of(self.path)
        if fault == "portal":
            self._whole(200, "text/html; charset=utf-8", PORTAL)
        elif fault == "redirect":
            self.send_response(302)
            self.send_header("Location", f"{self.web.address}/elsewhere")
            self.end_headers()
        elif fault == "error":
            self._whole(500, "text/plain", b"")
        elif not path.is_file():
            self._whole(404, "text/plain", b"")
        else:
            with self.web.counted():
                self._file(path.read_bytes(), fault)

    def _note(self, body: bytes) -> Asked:
        token = self.headers.get("Authorization", "")
        asked = Asked(
            self.command, self.path, self.headers.get("Range", ""), token, body
        )
        self.web.asked.append(asked)
        return asked

    def _whole(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, content: bytes, fault: Fault) -> None:
        if fault == "wrong bytes":
            content = bytes(byte ^ 1 for byte in content)
        if fault == "longer":
            content += content
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        is_part = "Range" in self.headers and not fault.startswith("no ranges")
        start = start if is_part else 0
        told = start + 1 if fault == "other range" else start
        body = content[start:]
        self.send_response(206 if is_part else 200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if is_part:
            total = len(content)
            self.send_header("Content-Range", f"bytes {told}-{total - 1}/{total}")
        self.end_headers()
        is_cut = fault.endswith("cut")
        self._body(body[: len(body) // 2] if is_cut else body, fault)

    def _body(self, body: bytes, fault: Fault) -> None:
        step = 1 if fault == "trickle" else self.web.piece_bytes
        try:
            for sent in range(0, len(body), step):
                self.web.on_piece(self.path, sent)
                self.wfile.write(body[sent : sent + step])
                self.wfile.flush()
                if fault == "trickle":
                    time.sleep(SLOWLY_SECONDS)
                if self.web.is_closing:
                    break
        except OSError:
            return

    def _stream_nudges(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        sent = self.web.nudge_count
        try:
            while not self.web.is_closing:
                sent = self.web.wait_for_nudge(sent)
                self.wfile.write(b"event: look\ndata: now\n\n")
                self.wfile.flush()
        except OSError:
            return

    def _stream_hints(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        sent = 0
        try:
            while not self.web.is_closing:
                found = self.web.wait_for_hints(sent)
                sent += len(found)
                for one in found:
                    self.wfile.write(f"event: prepare\ndata: {one}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return
