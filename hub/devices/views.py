"""Finished loops and original media over HTTP, for players and for the wall page.

Also says whether the hub is in health.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from hub.devices.access import Access, access_to
from hub.devices.files import answer_with, open_known
from hub.devices.names import (
    KnownName,
    parse_loop_name,
    parse_media_name,
    parse_release_file,
    parse_release_name,
)

logger = logging.getLogger(__name__)


@require_safe
def serve_loop_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """What the renderer finished: loops, posters, timetables, its own status."""
    return _serve(request, Path(settings.LOOPS_DIR), path, parse_loop_name)


@require_safe
def serve_release_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A cluster's repository and the loops it names; who reads it verifies it."""
    if not parse_release_file(path):
        folder = Path(settings.RELEASES_DIR) / "repositories"
        return _serve(request, folder, path, parse_release_name)
    kept = _serve(request, Path(settings.RELEASES_DIR), path, parse_release_file)
    if kept.status_code != HTTPStatus.NOT_FOUND:
        return kept
    return _serve(request, Path(settings.LOOPS_DIR), path, parse_release_file)


@require_safe
def serve_media_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """What was uploaded, and the renditions made of it, to those who may have it."""
    access = access_to(request, path) if parse_media_name(path) else Access.NONE
    if access is Access.NONE:
        return _not_found()
    answer = _serve(request, Path(settings.MEDIA_ROOT), path, parse_media_name)
    if access is Access.PRIVATE:
        answer["Cache-Control"] = "private, no-store"
    patch_vary_headers(answer, ["Cookie"])
    return answer


@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when the hub and its database answer, else 503: for a supervisor."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"state": "no database"}, status=503)
    return JsonResponse({"state": "ok"})


def _serve(
    request: HttpRequest,
    folder: Path,
    path: str,
    parse_name: Callable[[str], KnownName | None],
) -> HttpResponseBase:
    name = parse_name(path)
    file = open_known(folder, name) if name else None
    if name is None or file is None:
        return _not_found()
    return answer_with(request, file, name)


def _not_found() -> HttpResponse:
    # Not remembered: the loop that is missing now may be finished in a minute.
    answer = HttpResponseNotFound("There is no such file.\n", content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer
