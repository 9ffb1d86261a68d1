"""The endpoint: thin over `requests` and `answers`, with what HTTP adds to them.

POST only. An answer without errors carries an ETag over its finished body; sent back as
If-None-Match it gives 304, for POST too: HTTP leaves that open, and a question here
changes nothing. No session and no cookie, so a cache may tell answers apart by Accept.
"""

import hashlib
import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hub.graphql.answers import Answer, answer
from hub.graphql.requests import (
    GRAPHQL_JSON,
    JSON,
    RefusedRequestError,
    choose_media_type,
    parse_question,
)
from hub.graphql.schema import schema


@csrf_exempt  # nothing is changed and no cookie is looked at
@require_POST
def graphql(request: HttpRequest) -> HttpResponse:
    media_type = choose_media_type(request)
    if media_type is None:
        return _refuse(
            HTTPStatus.NOT_ACCEPTABLE, f"Answers are {GRAPHQL_JSON} or {JSON}.", JSON
        )
    try:
        question = parse_question(request)
    except RefusedRequestError as refusal:
        return _refuse(refusal.status, str(refusal), media_type)
    return _with_etag(request, _respond(answer(question), media_type))


@require_safe
def schema_file(_request: HttpRequest) -> HttpResponse:
    """Introspection is deeper than the limit allows; this is the way to the schema."""
    return HttpResponse(str(schema), content_type="text/plain; charset=utf-8")


def _respond(given: Answer, media_type: str) -> HttpResponse:
    # With plain JSON a proxy may have written a 4xx, so clients trust only a 200 there.
    fails = given.is_refused and media_type == GRAPHQL_JSON
    status = HTTPStatus.BAD_REQUEST if fails else HTTPStatus.OK
    response = _json_response(given.body, status, media_type)
    if given.is_whole:
        digest = hashlib.sha256(media_type.encode() + response.content).hexdigest()
        response["ETag"] = quote_etag(digest)
    return response


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "ETag" not in response or response["ETag"] not in known:
        return response
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Vary", "Cache-Control"):
        unchanged[name] = response[name]
    return unchanged


def _refuse(status: HTTPStatus, message: str, media_type: str) -> HttpResponse:
    return _json_response({"errors": [{"message": message}]}, status, media_type)


def _json_response(body: object, status: HTTPStatus, media_type: str) -> HttpResponse:
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        status=status,
        content_type=f"{media_type}; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept"])
    return response
