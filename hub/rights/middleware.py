"""Brings Wagtail's groups in step on the first request of each day.

An agency closes, a role ends or passes on at midnight. Waiting for a timer could let
somebody in, or keep somebody out, for minutes; this cannot. A process asks once a day.
"""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hub.rights.actions import settle_rights


class SettleRightsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._settled_on: date | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        # Whoever has no session asks for nothing that hangs on rights.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and self._settled_on != today:
            settle_rights(today)
            self._settled_on = today
        return self._get_response(request)
