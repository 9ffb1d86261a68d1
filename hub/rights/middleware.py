"""Brings Wagtail's groups in step on the first request of each day; stands at the gate.

An agency closes, a role ends or passes on at midnight. Waiting for a timer could let
somebody in, or keep somebody out, for minutes; this cannot. A process asks once a day.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from wagtail.admin.auth import permission_denied

from hub.rights.actions import settle_rights
from hub.rights.gate import is_closed, may_act_on_many, may_name, may_read_report
from hub.rights.remembering import remembering

ADMIN = "cms/"
READING = ("GET", "HEAD")


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


class GateMiddleware:
    """Keeps from the admin's views what their reader may not reach; asks `gate`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING:
            with remembering():
                return self._get_response(request)
        response = self._get_response(request)
        if _made_folders(request):
            settle_rights()
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, parts: dict[str, Any]
    ) -> HttpResponse | None:
        match, user = request.resolver_match, request.user
        if match is None or not match.route.startswith(ADMIN):
            return None
        if not user.is_authenticated:
            return None  # the view sends them to sign in
        _speak_as_chosen(user)
        if is_closed(user, match.view_name) or not _may_name(request, match, parts):
            raise Http404
        if not may_read_report(user, match.view_name):
            return permission_denied(request)
        return None


def _speak_as_chosen(user: Any) -> None:
    """Wagtail's views do so themselves, and say in another language that they refuse."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.preferred_language:
        translation.activate(profile.preferred_language)


def _may_name(request: HttpRequest, match: Any, parts: dict[str, Any]) -> bool:
    if match.view_name == "wagtail_bulk_action":
        return may_act_on_many(request.user, parts, request.GET, request.POST)
    return may_name(request.user, match.view_name, parts, request.POST)


def _made_folders(request: HttpRequest) -> bool:
    """A translation can make its agency's folder: its groups' rights belong there too."""
    match = request.resolver_match
    return (
        request.method == "POST"
        and match is not None
        and match.view_name == "wagtail_localize:submit_page_translation"
    )
