"""Single pictures over HTTP, for the hub's preview: what is shown is what will be shown.

    POST /still   {"programme": …, "canvas": "led", "slot": "12", "step": 0,
                   "face": "mat-1" or null, "page": 0}   → image/jpeg
    POST /reading {the same}                            → JSON: see `_reading`
    POST /message                                       → see `urgent`
    GET  /healthz → {"status": "ok"}

Refusals are JSON: {"error": {"where", "what", "todo"}}, in Vietnamese unless the
request accepts English only.
"""

import json
import logging
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from renderer.building import Builder, StillChoice
from renderer.errors import HubUnavailableError, RendererError
from renderer.hub_client import HubClient
from renderer.messages import told_in
from renderer.programme import Programme, parse_programme
from renderer.service.bodies import read_body
from renderer.service.urgent import MessageRequest, MessageService
from renderer.timeline import FPS
from renderer.video.pictures import write_jpeg

log = logging.getLogger(__name__)

MAX_REQUEST_BYTES = 1_000_000
# Nearer to what was composed than the wall itself will be, at a tenth of a PNG's cost.
QUALITY = 95

ADDRESSES = Map(
    [
        Rule("/still", methods=["POST"], endpoint="still"),
        Rule("/reading", methods=["POST"], endpoint="reading"),
        Rule("/message", methods=["POST"], endpoint="message"),
        Rule("/healthz", methods=["GET"], endpoint="health"),
    ]
)


class StillRequest(BaseModel):
    """A programme, and which picture of it is wanted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: Any
    canvas: str
    slot: str
    step: int = Field(default=0, ge=0)
    face: str | None = None
    page: int = Field(default=0, ge=0)

    @property
    def choice(self) -> StillChoice:
        return StillChoice(self.canvas, self.slot, self.step, self.face, self.page)


@dataclass(frozen=True)
class StillService:
    """A WSGI application."""

    hub: HubClient
    builder: Builder
    messages: MessageService

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        request.max_content_length = MAX_REQUEST_BYTES
        return self.answer(request)(environ, start_response)

    def answer(self, request: Request) -> Response:
        try:
            endpoint, _ = ADDRESSES.bind_to_environ(request.environ).match()
            if endpoint == "health":
                return _json({"status": "ok"}, 200)
            if endpoint == "message":
                return self._message(request.get_data())
            wanted = read_body(StillRequest, request.get_data())
            if endpoint == "reading":
                return self._reading(wanted, _language_of(request))
            return self._still(wanted)
        except HTTPException as error:
            return Response(f"{error.code} {error.name}\n", status=error.code)
        except HubUnavailableError as error:
            return _refusal(error, request, 502)
        except RendererError as error:
            return _refusal(error, request, 422)

    def _with_media(self, wanted: StillRequest) -> Programme:
        programme = parse_programme(wanted.programme)
        for file in programme.media_files:
            self.hub.fetch_media(file, self.builder.store)
        return programme

    def _reading(self, wanted: StillRequest, language: str) -> Response:
        """How many pages, for how many seconds, where a clip plays, what is not legible.

        `pages` is 0 when nothing can be shown, and `problems` says why.
        """
        reading = self.builder.read(self._with_media(wanted), wanted.choice)
        outline = reading.outline
        told = {
            "pages": outline.page_count if outline else 0,
            "seconds": round(reading.frame_count / FPS, 2),
            "clip": asdict(outline.clip) if outline and outline.clip else None,
            "problems": [asdict(told_in(language, one)) for one in reading.problems],
        }
        return _json(told, 200)

    def _message(self, body: bytes) -> Response:
        loops = self.messages.loops_of(read_body(MessageRequest, body))
        told = {code: loop.model_dump(mode="json") for code, loop in loops.items()}
        return _json({"loops": told}, 200)

    def _still(self, wanted: StillRequest) -> Response:
        programme = self._with_media(wanted)
        still = self.builder.still(programme, wanted.choice)
        headers = {"X-Page-Count": str(still.page_count)}
        return Response(
            write_jpeg(still.picture, quality=QUALITY),
            headers=headers,
            mimetype="image/jpeg",
        )


def _refusal(error: RendererError, request: Request, status: int) -> Response:
    log.warning("still refused: %s", error)
    told = told_in(_language_of(request), error)
    return _json({"error": asdict(told)}, status)


def _language_of(request: Request) -> str:
    return request.accept_languages.best_match(("vi", "en"), default="vi")


def _json(value: Any, status: int) -> Response:
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, status=status, mimetype="application/json")
