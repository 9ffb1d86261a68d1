"""Ends a demo account's session that turns up where demo accounts do not work."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from hub.demo.accounts import find_refusal


class DemoAccountsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Whoever has no session is nobody; and an answer to them depends on no cookie.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self._get_response(request)
        refusal = find_refusal(request.user, request)
        if refusal is None:
            return self._get_response(request)
        logout(request)
        return HttpResponse(
            refusal, status=403, content_type="text/plain; charset=utf-8"
        )
