"""Playlists and loops for players of other makes: what is approved, for their cluster."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from hub.adapters.enums import OTHERS
from hub.adapters.m3u import CONTENT_TYPE, write_m3u
from hub.adapters.queries import due_for, file_for
from hub.devices.files import answer_with
from hub.devices.names import IMMUTABLE, KnownName
from hub.devices.others import FILES, for_others, refused
from hub.players.enums import Kind
from hub.players.models import Player
from release.format import Loop

# Whoever holds an address with a token holds the token: no cache keeps what it names.
PRIVATE = "private, no-cache"
GOES_ON = "noi-tiep"


@for_others(Kind.M3U)
def playlist(request: HttpRequest, player: Player) -> HttpResponse:
    """What its canvas plays now; asked again it follows the clock.

    With `?noi-tiep` the list ends in its own address: mpv and VLC then ask by themselves
    after each turn.
    """
    due = due_for(player, timezone.now())
    if not due.is_known:
        return _nothing_yet()
    title = f"{player.cluster.code} {player.canvas}"
    address = file_address(request, player, due.loop) if due.loop else ""
    again = request.build_absolute_uri() if GOES_ON in request.GET else ""
    body = write_m3u(due.loop, title, address, again)
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type=CONTENT_TYPE
    )
    answer["ETag"], answer["Cache-Control"] = etag, PRIVATE
    return answer


@for_others(*OTHERS, pace=FILES)
def loop_file(request: HttpRequest, player: Player, sha256: str) -> HttpResponseBase:
    """A loop that the player's cluster shows now; others' are not there."""
    return answer_with_loop(request, player, sha256)


def answer_with_loop(
    request: HttpRequest, player: Player, sha256: str
) -> HttpResponseBase:
    path = file_for(player, sha256)
    if path is None:
        raise Http404
    name = KnownName(path.name, "video/mp4", IMMUTABLE)
    answer = answer_with(request, path.open("rb"), name)
    answer["Cache-Control"] = IMMUTABLE.replace("public", "private")
    return answer


def file_address(request: HttpRequest, player: Player, loop: Loop) -> str:
    """Absolute, with its suffix, and the same for as long as the token is."""
    parts = {"sha256": loop.file.sha256}
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else ""
    if token:
        path = reverse("devices:feed_file", kwargs={**parts, "token": token})
    else:
        path = reverse("devices:feed_file_by_header", kwargs=parts)
    return request.build_absolute_uri(path)


def _nothing_yet() -> HttpResponse:
    answer = refused(503, "nothing is published for this cluster yet")
    answer["Retry-After"] = "60"
    return answer
