"""A hub on loopback: answers the renderer's two queries and serves files over real HTTP."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class FakeHub:
    """What it answers can be changed at any time; what it was asked is kept."""

    def __init__(self) -> None:
        self.programmes: dict[str, Any] = {}
        self.files: dict[str, bytes] = {}
        self.broken_answer: tuple[int, bytes] | None = None
        self.statuses: list[int] = []
        self.address = ""

    def answer_to(self, query: dict[str, Any]) -> bytes:
        variables = query["variables"]
        if "cluster" not in variables:
            codes = [{"code": code} for code in self.programmes]
            return json.dumps({"data": {"clusters": codes}}).encode()
        document = self.programmes[variables["cluster"]]
        answer = schedule_of(document, variables["from"], variables["until"])
        return json.dumps(answer).encode()


def schedule_of(document: Callable[[str], Any], start: str, until: str) -> Any:
    """The windows of a function that answers a programme for an instant."""
    windows: list[Any] = []
    slots: dict[str, Any] = {}
    at = start
    while True:
        answer = document(at)
        if not (answer.get("data") or {}).get("programme"):
            return answer
        window = {**answer["data"]["programme"], "at": at}
        cluster = window.pop("cluster")
        for slot in window["slots"]:
            if slots.setdefault(slot["id"], slot) != slot:
                raise ValueError(f"slot {slot['id']} is two different ones")
        windows.append(window | {"slots": [slot["id"] for slot in window["slots"]]})
        is_last = _instant(window["until"]) >= _instant(until)
        if is_last or _instant(window["until"]) <= _instant(at):
            window = windows[-1]
            window["until"] = max(window["until"], until, key=_instant)
            schedule = {"cluster": cluster, "slots": [*slots.values()]}
            return {"data": {"schedule": {**schedule, "windows": windows}}}
        at = window["until"]


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)


@contextmanager
def a_hub() -> Iterator[FakeHub]:
    hub = FakeHub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            query = json.loads(self.rfile.read(length))
            if hub.broken_answer:
                self._send(*hub.broken_answer)
                return
            body = hub.answer_to(query)
            etag = f'"{hashlib.sha256(body).hexdigest()}"'
            if self.headers.get("If-None-Match") == etag:
                self._send(304, b"", etag)
            else:
                self._send(200, body, etag)

        def do_GET(self) -> None:
            content = hub.files.get(self.path)
            self._send(404 if content is None else 200, content or b"")

        def _send(self, status: int, body: bytes, etag: str = "") -> None:
            hub.statuses.append(status)
            self.send_response(status)
            if etag:
                self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
