"""Where players say how they are and what they showed: bodies capped, tokens asked for."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.incidents.watching import take_as_run, take_heartbeat
from hub.players.models import Player
from hub.players.queries import player_of
from release.format import FormatError, parse_document
from release.reports import AsRun, Heartbeat

MOST_BYTES = 1024 * 1024

type Report = Callable[[Player, bytes], HttpResponse]


def _for_players(report: Report) -> Callable[[HttpRequest], HttpResponse]:
    """No cookie is looked at, so no other page can send one's browser here."""

    @csrf_exempt
    @require_POST
    @wraps(report)
    def guarded(request: HttpRequest) -> HttpResponse:
        player = player_of(request.headers.get("Authorization", ""))
        if player is None:
            answer = _refused(401, "token", "no device token in force")
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return _refused(413, "body", f"at most {MOST_BYTES} bytes")
        try:
            return report(player, request.body)
        except FormatError as error:
            field, _, what = str(error).partition(": ")
            return _refused(422, field, what)

    return guarded


@_for_players
def heartbeat(player: Player, body: bytes) -> HttpResponse:
    said = parse_document(Heartbeat, body)
    if said.cluster != player.cluster.code:
        return _another_clusters()
    take_heartbeat(player, said, timezone.now())
    return HttpResponse(status=204)


@_for_players
def as_run(player: Player, body: bytes) -> HttpResponse:
    """Idempotent: what came before is a receipt again, and is written down once."""
    said = parse_document(AsRun, body)
    if said.cluster != player.cluster.code:
        return _another_clusters()
    return JsonResponse({"new": take_as_run(player, said, timezone.now())})


def _another_clusters() -> JsonResponse:
    return _refused(403, "cluster", "the token is for another cluster")


def _refused(status: int, field: str, what: str) -> JsonResponse:
    return JsonResponse({"field": field, "error": what}, status=status)
