"""Where somebody is signed in, and how to end it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hub.accounts.actions import end_session, end_sessions
from hub.accounts.devices import describe_device
from hub.accounts.enums import Event
from hub.accounts.queries import sessions_of
from hub.audit.actions import record


@require_safe
def sessions_page(request: HttpRequest) -> HttpResponse:
    sessions = [
        {
            "row": row,
            "device": describe_device(row.user_agent),
            "is_current": row.session_key == request.session.session_key,
        }
        for row in sessions_of(request.user)
    ]
    context = {"sessions": sessions, "has_others": len(sessions) > 1}
    return render(request, "hub_accounts/sessions.html", context)


@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_session(request.user, pk):
        raise Http404
    _tell(request, 1)
    return redirect("accounts_sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    count = end_sessions(request.user, but=request.session.session_key)
    _tell(request, count)
    return redirect("accounts_sessions")


def _tell(request: HttpRequest, count: int) -> None:
    record(
        Event.SESSION_ENDED,
        actor=request.user,
        subject=request.user,
        details={"count": count},
    )
    messages.success(request, _("Sessions ended: %(count)s.") % {"count": count})
