"""The renderer's still service without its drawing, over real HTTP on loopback.

It reads what it is sent with the renderer's own parser, so it refuses what that refuses.
"""

import io
import json
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

from PIL import Image

from renderer.errors import ProgrammeError
from renderer.messages import told_in
from renderer.programme import Programme, parse_programme
from renderer.service.bodies import read_body
from renderer.service.stills import StillRequest


class FakeRenderer:
    """Draws one colour in the size asked for. `asked` is what it was sent."""

    def __init__(self) -> None:
        self.asked: list[tuple[StillRequest, Programme]] = []
        self.page_count = 1
        self.reading: dict[str, Any] = {}
        self.answer: tuple[int, str, bytes] | None = None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                tell = fake.read if self.path == "/reading" else fake.draw
                status, content_type, answer = fake.answer or tell(body)
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(answer)))
                self.send_header("X-Page-Count", str(fake.page_count))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_arguments: Any) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def refuse(self, where: str, what: str, todo: str) -> None:
        self.answer = (422, "application/json", refusal(where, what, todo))

    def read(self, body: bytes) -> tuple[int, str, bytes]:
        """What is asked for is not noted: nothing is drawn."""
        try:
            parse_programme(read_body(StillRequest, body).programme)
        except ProgrammeError as error:
            return 422, "application/json", refusal(**asdict(told_in("vi", error)))
        return 200, "application/json", outline(self.page_count, **self.reading)

    def draw(self, body: bytes) -> tuple[int, str, bytes]:
        try:
            wanted = read_body(StillRequest, body)
            programme = parse_programme(wanted.programme)
        except ProgrammeError as error:
            return 422, "application/json", refusal(**asdict(told_in("vi", error)))
        self.asked.append((wanted, programme))
        return 200, "image/jpeg", jpeg(size_of(programme, wanted))


def outline(page_count: int, **told: Any) -> bytes:
    plain = {"pages": page_count, "seconds": 9.6, "clip": None, "problems": []}
    return json.dumps({**plain, **told}).encode()


def refusal(where: str, what: str, todo: str) -> bytes:
    told = {"where": where, "what": what, "todo": todo}
    return json.dumps({"error": told}).encode()


def size_of(programme: Programme, wanted: StillRequest) -> tuple[int, int]:
    canvases = {canvas.code: canvas for canvas in programme.cluster.canvases}
    canvas = canvases[wanted.canvas]
    if wanted.face is None:
        return canvas.width_px, canvas.height_px
    faces = {face.code: face for face in canvas.faces}
    return faces[wanted.face].width_px, faces[wanted.face].height_px


def jpeg(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(buffer, "JPEG")
    return buffer.getvalue()
