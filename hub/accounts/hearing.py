"""Writes into the system log who signs in and out, and what becomes of their factors.

Django, allauth and axes do these things by themselves; their signals are the only word
of it that we get.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
)
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.http import HttpRequest

from hub.accounts.actions import forget_code, note_password_changed
from hub.accounts.addresses import address_of
from hub.accounts.enums import Event
from hub.accounts.queries import CODE_SHOWN, FACTORS
from hub.audit.actions import record


def hear_sign_ins() -> None:
    """Called once, when the hub starts."""
    for signal, hear in (
        (user_logged_in, _signed_in),
        (user_login_failed, _sign_in_failed),
        (user_logged_out, _signed_out),
        (user_locked_out, _locked),
        (password_changed, _password_changed),
        (authenticator_added, _factor_added),
        (authenticator_removed, _factor_removed),
        (authentication_failed, _factor_failed),
    ):
        signal.connect(hear, dispatch_uid=f"hub-accounts-{hear.__name__}")


def _signed_in(user: Any, request: HttpRequest | None = None, **_signal: Any) -> None:
    record(Event.SIGNED_IN, actor=user, subject=user, details=_place(request))


def _signed_out(user: Any, request: HttpRequest | None = None, **_signal: Any) -> None:
    if user is not None:
        record(Event.SIGNED_OUT, actor=user, subject=user, details=_place(request))


def _sign_in_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    user = _named(credentials.get("username"))
    record(Event.SIGN_IN_FAILED, subject=user, details=_place(request))


def _locked(
    username: str | None, request: HttpRequest | None = None, **_signal: Any
) -> None:
    record(Event.LOCKED, subject=_named(username), details=_place(request))


def _password_changed(user: Any, request: HttpRequest, **_signal: Any) -> None:
    note_password_changed(user)
    record(Event.PASSWORD_CHANGED, actor=user, subject=user, details=_place(request))


def _factor_added(
    user: Any, request: HttpRequest, authenticator: Authenticator, **_signal: Any
) -> None:
    details = _place(request) | {"factor": authenticator.type}
    record(Event.FACTOR_ADDED, actor=user, subject=user, details=details)
    if authenticator.type not in FACTORS:
        return
    # It was proven just now: asking for it again at once would teach nothing, and a
    # code of an app can be used but once.
    record_authentication(
        request,
        user,
        "mfa",
        id=authenticator.pk,
        type=authenticator.type,
        reauthenticated=True,
    )
    request.session.pop(CODE_SHOWN, None)
    forget_code(user)


def _factor_removed(
    user: Any, request: HttpRequest, authenticator: Authenticator, **_signal: Any
) -> None:
    details = _place(request) | {"factor": authenticator.type}
    record(Event.FACTOR_REMOVED, actor=user, subject=user, details=details)


def _factor_failed(
    user: Any, request: HttpRequest | None = None, **_signal: Any
) -> None:
    record(Event.FACTOR_FAILED, subject=user, details=_place(request))


def _named(username: str | None) -> Any:
    """The account, if there is one: a name that is none may be a password."""
    return get_user_model().objects.filter(username__iexact=username or "").first()


def _place(request: HttpRequest | None) -> dict[str, str]:
    if request is None:
        return {}
    device = request.META.get("HTTP_USER_AGENT", "")[:200]
    return {"address": address_of(request), "device": device}
