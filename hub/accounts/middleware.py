"""Lets nobody into the CMS who has not done all that getting in asks for.

Outside the CMS somebody half in is nobody: what is public is shown, and no more.
"""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hub.accounts.enums import Event, Step
from hub.accounts.queries import (
    OWN_PASSWORD,
    RIGHTS_IN_MENU,
    SEEN_AT,
    rights_of,
    standing_of,
)
from hub.accounts.steps import next_step
from hub.audit.actions import record

CMS = "/cms/"
# An open editor asks by itself every few seconds whether somebody else edits too, and
# the page of players how they are.
ASKED_BY_MACHINES = re.compile(
    r"/cms/(editing-sessions/|players/now/|players/\d+/pictures/)"
)
NOTE_EVERY_SECONDS = 60

ALWAYS = frozenset({"account_logout", "wagtailadmin_javascript_catalog"})
PAGES: Mapping[Step, tuple[str, ...]] = {
    # The first is where one is led; the others belong to it.
    Step.SECOND_FACTOR: (
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_login",
    ),
    Step.CHANGE_PASSWORD: ("account_change_password",),
    Step.SHOW_CODE: ("accounts_enrol",),
    Step.ENROL: ("accounts_enrol", "mfa_activate_totp", "mfa_add_webauthn"),
}


class GateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        # Whoever has no session is nobody; and an answer to them depends on no cookie.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated:
            return None
        step = next_step(standing_of(request))
        if step is Step.END_SESSION:
            return _end(request)
        _note_alive(request)
        if step is Step.NOTHING:
            if request.session.get(OWN_PASSWORD) != request.user.pk:
                request.session[OWN_PASSWORD] = request.user.pk
            return None
        if not request.path.startswith(CMS):
            request.user = AnonymousUser()
            return None
        return _lead_to(request, PAGES[step])


def _lead_to(request: HttpRequest, pages: tuple[str, ...]) -> HttpResponse | None:
    match = request.resolver_match
    if match and match.url_name in ALWAYS.union(pages):
        return None
    return redirect(pages[0])


def _end(request: HttpRequest) -> HttpResponse | None:
    record(Event.IDLED_OUT, actor=request.user, subject=request.user)
    request.session.flush()
    request.user = AnonymousUser()
    if not request.path.startswith(CMS):
        return None
    messages.info(
        request,
        _(
            "You were signed out because nothing was done for %(minutes)s minutes. Sign"
            " in again; what was saved is there."
        )
        % {"minutes": settings.SESSION_IDLE_MINUTES},
    )
    return redirect_to_login(request.get_full_path())


def _note_alive(request: HttpRequest) -> None:
    """At most once a minute, and only for what a person does."""
    seen = request.session.get(SEEN_AT, 0)
    if time.time() - seen < NOTE_EVERY_SECONDS:
        return
    if not request.path.startswith(CMS) or ASKED_BY_MACHINES.match(request.path):
        return
    request.session[SEEN_AT] = int(time.time())
    request.session[RIGHTS_IN_MENU] = rights_of(request.user)
    UserSession.objects.create_from_request(request)
