"""One HTTP request as a GraphQL question, by the rules of GraphQL over HTTP.

Only POST with JSON is understood. Knows nothing of the schema.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest

from hub.graphql.limits import MAX_BODY_BYTES

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"


@dataclass(frozen=True)
class Question:
    query: str
    operation_name: str | None
    variables: dict[str, Any] | None


class RefusedRequestError(Exception):
    """The request is not a question; `status` is the HTTP status that says why."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


def choose_media_type(request: HttpRequest) -> str | None:
    """What the client prefers to read, or None when it reads nothing that we write."""
    return request.get_preferred_type([JSON, GRAPHQL_JSON])


def parse_question(request: HttpRequest) -> Question:
    """Raises RefusedRequestError."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != JSON or charset not in {"utf-8", "utf8"}:
        raise RefusedRequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Send the question as JSON: Content-Type: application/json, in UTF-8.",
        )
    return _question_of(_parse_object(_read_body(request)))


def _read_body(request: HttpRequest) -> bytes:
    body = request.read(MAX_BODY_BYTES + 1)
    if len(body) > MAX_BODY_BYTES:
        raise RefusedRequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body is larger than {MAX_BODY_BYTES} bytes.",
        )
    return bytes(body)


def _parse_object(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise _malformed("The body is not valid JSON.") from None
    if not isinstance(document, dict):
        raise _malformed('The body has to be one object: {"query": "…"}.')
    return document


def _question_of(document: dict[str, Any]) -> Question:
    query = document.get("query")
    if not isinstance(query, str) or not query:
        raise _malformed("`query` has to be the text of a GraphQL document.")
    for name, kind in [
        ("operationName", str),
        ("variables", dict),
        ("extensions", dict),
    ]:
        if not isinstance(document.get(name), kind | None):
            raise _malformed(f"`{name}` has to be of kind {kind.__name__}, or null.")
    return Question(query, document.get("operationName"), document.get("variables"))


def _malformed(message: str) -> RefusedRequestError:
    return RefusedRequestError(HTTPStatus.BAD_REQUEST, message)
