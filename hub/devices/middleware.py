"""Lets caches keep one copy of what is the same for everybody. Stands outermost.

Django notes on each answer that it varies with the reader's language. Repositories and
loops do not: a cache in front of the hub would keep, and ask for, a copy for every
spelling of every browser's languages.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SAME_FOR_ALL = frozenset({"devices:release_file", "devices:loop_file"})


class SameForAllMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        match = request.resolver_match
        if match and match.view_name in SAME_FOR_ALL:
            for header in ("Vary", "Content-Language"):
                answer.headers.pop(header, None)
        return answer
