"""Where players say how they are and what they showed, and send pictures of it.

Bodies are capped, tokens asked for.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.incidents.watching import take_as_run, take_heartbeat
from hub.players.models import Player
from hub.players.pictures import PictureRefusedError, keep_picture
from hub.players.queries import player_of
from release.format import FormatError, parse_document
from release.pictures import MOST_PICTURE_BYTES
from release.reports import AsRun, Heartbeat

MOST_BYTES = 1024 * 1024

type Report = Callable[[Player, HttpRequest], HttpResponse]
type View = Callable[[HttpRequest], HttpResponse]


def _for_players(most_bytes: int = MOST_BYTES) -> Callable[[Report], View]:
    """No cookie is looked at, so no other page can send one's browser here."""

    def guard(report: Report) -> View:
        @csrf_exempt
        @require_POST
        @wraps(report)
        def guarded(request: HttpRequest) -> HttpResponse:
            player = player_of(request.headers.get("Authorization", ""))
            if player is None:
                answer = _refused(401, "token", "no device token in force")
                answer["WWW-Authenticate"] = "Bearer"
                return answer
            if int(request.headers.get("Content-Length") or 0) > most_bytes:
                return _refused(413, "body", f"at most {most_bytes} bytes")
            try:
                return report(player, request)
            except FormatError as error:
                field, _, what = str(error).partition(": ")
                return _refused(422, field, what)

        return guarded

    return guard


@_for_players()
def heartbeat(player: Player, request: HttpRequest) -> HttpResponse:
    said = parse_document(Heartbeat, request.body)
    if said.cluster != player.cluster.code:
        return _another_clusters()
    take_heartbeat(player, said, timezone.now())
    return HttpResponse(status=204)


@_for_players()
def as_run(player: Player, request: HttpRequest) -> HttpResponse:
    """Idempotent: what came before is a receipt again, and is written down once."""
    said = parse_document(AsRun, request.body)
    if said.cluster != player.cluster.code:
        return _another_clusters()
    return JsonResponse({"new": take_as_run(player, said, timezone.now())})


@_for_players(MOST_PICTURE_BYTES)
def picture(player: Player, request: HttpRequest) -> HttpResponse:
    """Of a canvas, as the last heartbeat told of it; its header is read, no pixel."""
    if request.content_type != "image/jpeg":
        return _refused(415, "content-type", "image/jpeg")
    try:
        keep_picture(player, request.GET.get("canvas", ""), request.body)
    except PictureRefusedError as error:
        return _refused(422, error.field, error.what)
    return HttpResponse(status=204)


def _another_clusters() -> JsonResponse:
    return _refused(403, "cluster", "the token is for another cluster")


def _refused(status: int, field: str, what: str) -> JsonResponse:
    return JsonResponse({"field": field, "error": what}, status=status)
