"""The renderer's `POST /message` without its drawing, over real HTTP on loopback."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from release.format import FaceScene, File, Loop, Scene

FRAMES = 250


class MessageRenderer:
    """Each cluster's canvases with their sizes and faces; what it was asked is kept."""

    def __init__(self, files: Path) -> None:
        self.files = files
        self.canvases: dict[str, dict[str, tuple[int, int]]] = {}
        self.refusals: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, Any]] = []
        self.languages_asked: list[str] = []
        self.address = ""

    def answer(self, wanted: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.asked.append(wanted)
        if refusal := self.refusals.get(wanted["cluster"]):
            return 422, {"error": refusal}
        loops = {
            canvas: self._loop(wanted, canvas, size).model_dump(mode="json")
            for canvas, size in self.canvases[wanted["cluster"]].items()
        }
        return 200, {"loops": loops}

    def _loop(self, wanted: dict[str, Any], canvas: str, size: tuple[int, int]) -> Loop:
        """The same words give the same bytes, other words others."""
        pixels = json.dumps([canvas, wanted], sort_keys=True).encode()
        file = File(sha256=hashlib.sha256(pixels).hexdigest(), size_bytes=len(pixels))
        self.files.mkdir(parents=True, exist_ok=True)
        for ending in ("mp4", "jpg"):
            (self.files / f"{file.sha256}.{ending}").write_bytes(pixels)
        faces = tuple(FaceScene(face="mat-a", language=one) for one in wanted["texts"])
        scene = Scene(
            start_frame=0,
            frame_count=FRAMES,
            slot_id="urgent",
            item_key="",
            titles={code: text["title"] for code, text in wanted["texts"].items()},
            faces=faces[:1],
        )
        return Loop(
            file=file,
            poster=file,
            width_px=size[0],
            height_px=size[1],
            fps=25,
            frame_count=FRAMES,
            scenes=(scene,),
        )


@contextmanager
def a_message_renderer(files: Path) -> Iterator[MessageRenderer]:
    renderer = MessageRenderer(files)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/message"
            body = self.rfile.read(int(self.headers["Content-Length"]))
            renderer.languages_asked.append(self.headers["Accept-Language"])
            status, told = renderer.answer(json.loads(body))
            answer = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    renderer.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield renderer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
