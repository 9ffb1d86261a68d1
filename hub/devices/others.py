"""The door for players of other makes: whose token, how often, how much.

The token stands in the address, or in the Authorization header of clients that can send
one; of either it opens what is for its kind alone, and nothing from when it is revoked.
"""

from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from hub.adapters.actions import note_heard
from hub.devices.pace import Pace
from hub.players.enums import Kind
from hub.players.models import Player
from hub.players.queries import player_with
from hub.players.tokens import Token, parse_basic, parse_bearer, parse_token

MOST_BYTES = 1024 * 1024
READING = ("GET", "HEAD")
# A controller asks three things every five seconds; some fetch films in many parts.
QUESTIONS = Pace(per_second=2, burst=60)
FILES = Pace(per_second=20, burst=200)

type View = Callable[..., HttpResponseBase]


def for_others(
    *kinds: Kind, methods: Collection[str] = READING, pace: Pace = QUESTIONS
) -> Callable[[View], View]:
    """The view is given the player. No cookie is looked at, so no page can misuse one."""

    def guard(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, token: str = "", **parts: Any
        ) -> HttpResponseBase:
            player = player_with(_token(request, token), kinds)
            if player is None:
                return _unlogged(_unknown())
            if refusal := _refusal(request, player, methods, pace):
                return _unlogged(refusal)
            note_heard(player, timezone.now())
            try:
                return _unlogged(view(request, player, *args, **parts))
            except Http404:
                return _unlogged(refused(404, "there is no such file"))

        return guarded

    return guard


def refused(status: int, why: str) -> HttpResponse:
    answer = HttpResponse(f"{why}\n", status=status, content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer


def _unlogged(answer: HttpResponseBase) -> HttpResponseBase:
    """Django would write the address of what it refused, and with it the token."""
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _token(request: HttpRequest, in_address: str) -> Token | None:
    if in_address:
        return parse_token(in_address)
    header = request.headers.get("Authorization", "")
    return parse_bearer(header) or parse_basic(header)


def _unknown() -> HttpResponse:
    answer = refused(401, "token: no device token in force")
    answer["WWW-Authenticate"] = 'Basic realm="players", charset="UTF-8"'
    return answer


def _refusal(
    request: HttpRequest, player: Player, methods: Collection[str], pace: Pace
) -> HttpResponse | None:
    if request.method not in methods:
        answer = refused(405, f"method: one of {', '.join(methods)}")
        answer["Allow"] = ", ".join(methods)
        return answer
    if not pace.lets_through(player.pk):
        answer = refused(429, "asked too often")
        answer["Retry-After"] = "5"
        return answer
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return refused(413, f"body: at most {MOST_BYTES} bytes")
    return None
