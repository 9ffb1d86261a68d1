"""The control room, live; pictures; tokens issued and revoked.

To whoever may not look, none of it is there.
"""

import hashlib

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hub.players.actions import issue_token, revoke_token
from hub.players.forms import PlayerForm
from hub.players.models import Player
from hub.players.queries import (
    HEALTH_NAMES,
    may_look,
    picture_seen_by,
    players_seen_by,
)
from hub.players.serving import answer_with_picture
from hub.players.showing import show_room
from hub.rights.enums import Right
from hub.rights.queries import may


@never_cache
@require_safe
def players_page(request: HttpRequest) -> HttpResponse:
    if not may_look(request.user):
        raise Http404
    may_issue = may(request.user, Right.ADMINISTER)
    context = {"fragment": _room(request), "may_issue": may_issue}
    return render(request, "players/players.html", context)


@require_safe
def players_now(request: HttpRequest) -> HttpResponseBase:
    """The changing part of the page, or 304 when nothing changed."""
    if not may_look(request.user):
        raise Http404
    fragment = _room(request)
    etag = quote_etag(hashlib.sha256(fragment.encode()).hexdigest())
    answer = get_conditional_response(request, etag=etag) or HttpResponse(fragment)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
def player_picture(request: HttpRequest, pk: int, canvas: str) -> HttpResponseBase:
    picture = picture_seen_by(request.user, pk, canvas)
    if picture is None:
        raise Http404
    return answer_with_picture(request, picture)


@never_cache
@require_safe
def tokens_page(request: HttpRequest) -> HttpResponse:
    _only_for_managers(request)
    return _tokens(request, PlayerForm())


@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """The token stands on the answer and nowhere else: it cannot be shown again."""
    _only_for_managers(request)
    form = PlayerForm(request.POST)
    if not form.is_valid():
        return _tokens(request, form, status=422)
    player, token = issue_token(
        form.cleaned_data["cluster"], form.cleaned_data["code"], by=request.user
    )
    return _tokens(request, PlayerForm(), issued=player, token=str(token))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    _only_for_managers(request)
    player = get_object_or_404(Player, pk=pk, revoked_at__isnull=True)
    revoke_token(player, by=request.user)
    message = _("The token of “%(player)s” is revoked: it is refused from now on.")
    messages.success(request, message % {"player": player})
    return redirect("players_tokens")


def _room(request: HttpRequest) -> str:
    room = show_room(request.user, timezone.now())
    return render_to_string("players/room.html", {"room": room}, request)


def _only_for_managers(request: HttpRequest) -> None:
    if not may(request.user, Right.ADMINISTER):
        raise Http404


def _tokens(
    request: HttpRequest, form: PlayerForm, status: int = 200, **more: object
) -> HttpResponse:
    rows = [
        (seen, HEALTH_NAMES[seen.health])
        for seen in players_seen_by(request.user, timezone.now())
    ]
    context = {"rows": rows, "form": form, **more}
    return render(request, "players/tokens.html", context, status=status)
