"""Players of other makes, and sticks. To those without the right the pages are not there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from hub.adapters.actions import note_export
from hub.adapters.archives import (
    StickRefusedError,
    leaves_of,
    plan_stick,
    stream_stick,
)
from hub.adapters.forms import OtherPlayerForm
from hub.adapters.queries import (
    canvases,
    is_lagging,
    may_export,
    mirrors,
    others_seen_by,
)
from hub.displays.models import Cluster
from hub.players.actions import issue_token
from hub.players.enums import Kind
from hub.players.queries import HEALTH_NAMES, may_look
from hub.players.tokens import PREFIX, Token
from hub.rights.enums import Right
from hub.rights.queries import may


@never_cache
def others_page(request: HttpRequest) -> HttpResponse:
    """GET shows them; POST gives one its token, which stands on the answer alone."""
    may_issue = may(request.user, Right.ADMINISTER)
    if not may_look(request.user) or (request.method == "POST" and not may_issue):
        raise Http404
    form = OtherPlayerForm(canvases(), request.POST or None) if may_issue else None
    issued: dict[str, Any] = {}
    if form is not None and form.is_bound and form.is_valid():
        try:
            issued = _issue(request, form)
            form = OtherPlayerForm(canvases())
        except ValidationError as error:
            form.add_error("code", error)
    now = timezone.now()
    context = {
        "rows": [
            (seen, HEALTH_NAMES[seen.health])
            for seen in others_seen_by(request.user, now)
        ],
        "mirrors": [(one, is_lagging(one, now)) for one in mirrors()]
        if may_issue
        else [],
        "form": form,
        **issued,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "adapters/others.html", context, status=status)


@never_cache
def stick_page(request: HttpRequest, cluster_code: str) -> HttpResponseBase:
    """GET tells what would be on the stick; POST sends it as a ZIP."""
    cluster = Cluster.objects.filter(code=cluster_code).first()
    if cluster is None or not may_export(request.user, cluster):
        raise Http404
    now = timezone.now()
    try:
        stick = plan_stick(cluster, now)
        if request.method == "POST":
            leaves = leaves_of(stick)
            note_export(cluster, stick.seq, request.user)
            return _download(
                stream_stick(leaves, now), f"{cluster.code}-{stick.seq}.zip"
            )
    except StickRefusedError as error:
        context = {"cluster": cluster, "problem": error.messages[0]}
        return render(request, "adapters/stick.html", context, status=409)
    context = {"cluster": cluster, "stick": stick}
    return render(request, "adapters/stick.html", context)


def _issue(request: HttpRequest, form: OtherPlayerForm) -> dict[str, Any]:
    """Raises ValidationError."""
    canvas = form.chosen
    player, token = issue_token(
        canvas.cluster,
        form.cleaned_data["code"],
        by=request.user,
        kind=form.chosen_kind,
        canvas=canvas.code,
    )
    return {"issued": player, "entries": _entries(request, form.chosen_kind, token)}


def _entries(request: HttpRequest, kind: Kind, token: Token) -> dict[str, str]:
    """What is typed into the machine, by what its maker calls it."""
    here = request.build_absolute_uri("/")
    if kind is Kind.COLORLIGHT:
        name = f"{PREFIX}_{token.id}"
        return {"Server": here, "Username": name, "Password": token.secret}
    address = "playlist" if kind is Kind.M3U else "smil_index"
    path = reverse(f"devices:{address}", kwargs={"token": str(token)})
    return {"URL": request.build_absolute_uri(path)}


def _download(pieces: Any, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
