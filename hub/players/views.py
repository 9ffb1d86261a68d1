"""Every player now; tokens issued and revoked. To others the page is not there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hub.players.actions import issue_token, revoke_token
from hub.players.forms import PlayerForm
from hub.players.models import Player
from hub.players.queries import HEALTH_NAMES, may_look, players_seen_by
from hub.rights.enums import Right
from hub.rights.queries import may


@never_cache
def players_page(request: HttpRequest) -> HttpResponse:
    if not may_look(request.user):
        raise Http404
    return _page(request, PlayerForm())


@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """The token stands on the answer and nowhere else: it cannot be shown again."""
    if not may(request.user, Right.ADMINISTER):
        raise Http404
    form = PlayerForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    player, token = issue_token(
        form.cleaned_data["cluster"], form.cleaned_data["code"], by=request.user
    )
    return _page(request, PlayerForm(), issued=player, token=str(token))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    if not may(request.user, Right.ADMINISTER):
        raise Http404
    player = get_object_or_404(Player, pk=pk, revoked_at__isnull=True)
    revoke_token(player, by=request.user)
    message = _("The token of “%(player)s” is revoked: it is refused from now on.")
    messages.success(request, message % {"player": player})
    return redirect("players")


def _page(
    request: HttpRequest, form: PlayerForm, status: int = 200, **more: object
) -> HttpResponse:
    rows = [
        (seen, HEALTH_NAMES[seen.health])
        for seen in players_seen_by(request.user, timezone.now())
    ]
    context = {
        "rows": rows,
        "form": form,
        "may_issue": may(request.user, Right.ADMINISTER),
        **more,
    }
    return render(request, "players/players.html", context, status=status)
