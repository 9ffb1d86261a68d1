"""The wall page, and the document by which it keeps itself up to date.

Everybody may see what the walls show: they stand in public squares. What is wrong with
a programme, and how the machines explain it, is for people who are signed in (and for
every visitor of the demo).
"""

import hashlib
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from hub.devices.files import answer_with, open_known
from hub.devices.names import KnownName
from hub.players.queries import demo_picture
from hub.players.serving import answer_with_picture
from hub.screens.texts import wall_texts
from hub.screens.wall import Wall, without_inner_matters
from hub.screens.watching import current_wall

FONT_FOLDER = Path(str(files("fontpkg_be_vietnam_pro"))) / "files"
FONTS = ("BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf")


@require_safe
def wall_page(request: HttpRequest) -> HttpResponse:
    """Vietnamese unless another language is asked for by its code."""
    offered = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    language = asked if asked in offered else "vi"
    with translation.override(language):
        context = wall_context(request) | {"languages": offered}
        response = render(request, "screens/wall.html", context)
    response["Content-Language"] = language
    return response


def wall_context(request: HttpRequest) -> dict[str, Any]:
    """What `screens/_wall.html` is drawn with, on whatever page."""
    return {"wall": asdict(_wall_for(request)), "texts": wall_texts()}


@require_safe
def wall_document(request: HttpRequest) -> HttpResponseBase:
    response = JsonResponse(
        asdict(_wall_for(request)), json_dumps_params={"ensure_ascii": False}
    )
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest())
    response["Cache-Control"] = "no-cache"
    unchanged = get_conditional_response(request, etag=response["ETag"])
    return unchanged or response


@require_safe
def player_picture(request: HttpRequest, cluster: str, canvas: str) -> HttpResponseBase:
    """What a canvas of the demo really shows; elsewhere it is not there."""
    picture = demo_picture(cluster, canvas)
    if picture is None:
        raise Http404
    return answer_with_picture(request, picture)


@require_safe
def font(request: HttpRequest, name: str) -> HttpResponseBase:
    """Be Vietnam Pro, whose marks stand right on every machine."""
    known = KnownName(name, "font/ttf", "public, max-age=86400")
    file = open_known(FONT_FOLDER, known) if name in FONTS else None
    if file is None:
        return HttpResponseNotFound(
            "There is no such font.\n", content_type="text/plain"
        )
    return answer_with(request, file, known)


def _wall_for(request: HttpRequest) -> Wall:
    wall = current_wall()
    is_insider = settings.DEMO or request.user.is_authenticated
    return wall if is_insider else without_inner_matters(wall)
