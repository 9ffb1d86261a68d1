"""The register of access accounts (Đ7.3). To everybody else it is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.accounts import actions
from hub.accounts.enums import AccountState, Event
from hub.accounts.forms import IssueForm, ReasonForm
from hub.accounts.models import Account
from hub.accounts.queries import register, sessions_of
from hub.agencies.models import Agency
from hub.audit.actions import record
from hub.displays.models import Cluster
from hub.rights.enums import Right
from hub.rights.models import Role, RoleAssignment
from hub.rights.queries import may

View = Callable[..., HttpResponse]


def for_account_managers(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, Right.ADMINISTER):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_account_managers
def register_page(request: HttpRequest) -> HttpResponse:
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    state = state if state in AccountState.values else ""
    context = {
        "rows": register(words, state),
        "words": words,
        "state": state,
        "states": AccountState.choices,
        "role_names": _role_names(),
    }
    return render(request, "hub_accounts/register.html", context)


@require_safe
@for_account_managers
def review_page(request: HttpRequest) -> HttpResponse:
    """Everybody who can get in, what they may do, and what is odd about it."""
    rows = register(state=AccountState.ISSUED)
    context = {"rows": rows, "role_names": _role_names(), "now": timezone.now()}
    return render(request, "hub_accounts/review.html", context)


@never_cache
@for_account_managers
def issue_page(request: HttpRequest) -> HttpResponse:
    form = IssueForm(request.POST or None, choices=_choices())
    if request.method != "POST" or not form.is_valid():
        return render(request, "hub_accounts/issue.html", {"form": form})
    asked = form.cleaned_data
    holder = actions.Holder(
        username=asked["username"],
        name=asked["holder"],
        title=asked["title"],
        agency=asked["agency"],
        reference=asked["reference"],
        issued_on=asked["issued_on"],
    )
    given = actions.RoleGiven(
        asked["role"].code, asked["valid_until"], tuple(asked["clusters"])
    )
    account, one_time = actions.issue_account(holder, given, request.user)
    return _sheet(request, account, one_time)


@require_safe
@for_account_managers
def account_page(request: HttpRequest, pk: int) -> HttpResponse:
    account = _account(pk)
    context = {
        "account": account,
        "changes": [
            (change, Event(change.event).label) for change in account.changes.all()
        ],
        "assignments": RoleAssignment.objects.filter(
            user=account.user_id
        ).prefetch_related("role__names", "agency__names", "clusters__names"),
        "sessions": len(sessions_of(account.user)),
        "verbs": [
            (name, verb)
            for name, verb in VERBS.items()
            if account.state in verb.from_states
        ],
    }
    return render(request, "hub_accounts/account.html", context)


@dataclass(frozen=True)
class Verb:
    """What can be done to an account, from which states, and what it says first."""

    label: Promise
    warning: Promise
    from_states: frozenset[str]
    is_serious: bool = False


_IN_USE = frozenset({AccountState.ISSUED})
_NOT_REVOKED = _IN_USE | {AccountState.SUSPENDED}
VERBS = {
    "renew": Verb(
        gettext_lazy("New password and code"),
        gettext_lazy(
            "The old password and all second factors stop working at once, every session"
            " ends, and a new hand-over sheet is shown, once."
        ),
        _IN_USE,
    ),
    "end-sessions": Verb(
        gettext_lazy("End all sessions"),
        gettext_lazy("The holder is signed out everywhere and may sign in again."),
        _IN_USE,
    ),
    "suspend": Verb(
        gettext_lazy("Suspend"),
        gettext_lazy("Nobody gets in with this account until it is put back in use."),
        _IN_USE,
        is_serious=True,
    ),
    "resume": Verb(
        gettext_lazy("Put back in use"),
        gettext_lazy("The holder may sign in again with password and second factor."),
        frozenset({AccountState.SUSPENDED}),
    ),
    "revoke": Verb(
        gettext_lazy("Revoke"),
        gettext_lazy(
            "Sessions, second factors and roles end at once and for good. The history"
            " stays, and the name is never given again."
        ),
        _NOT_REVOKED,
        is_serious=True,
    ),
}


@never_cache
@for_account_managers
def change_page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    account, verb = _account(pk), VERBS.get(name)
    if verb is None or account.state not in verb.from_states:
        raise Http404
    if account.user_id == request.user.pk and name != "end-sessions":
        messages.error(request, _("Your own account is for another manager to change."))
        return redirect("accounts_account", pk)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"account": account, "verb": verb, "form": form}
        return render(request, "hub_accounts/change.html", context)
    return _change(request, account, name, form.cleaned_data["reason"])


def _change(
    request: HttpRequest, account: Account, name: str, reason: str
) -> HttpResponse:
    by = request.user
    if name == "renew":
        return _sheet(request, account, actions.renew_account(account, reason, by))
    if name == "end-sessions":
        count = actions.end_sessions(account.user)
        record(
            Event.SESSION_ENDED,
            actor=by,
            subject=account,
            details={"reason": reason, "count": count},
        )
    elif name == "suspend":
        actions.suspend_account(account, reason, by)
    elif name == "resume":
        actions.resume_account(account, reason, by)
    elif name == "revoke":
        actions.revoke_account(account, reason, by)
    messages.success(request, _("Done, and kept in the history."))
    return redirect("accounts_account", account.pk)


def _sheet(
    request: HttpRequest, account: Account, one_time: actions.OneTime
) -> HttpResponse:
    """Shown in answer to the form, once; the secrets are kept nowhere."""
    context = {
        "account": account,
        "one_time": one_time,
        "assignments": RoleAssignment.objects.filter(
            user=account.user_id
        ).prefetch_related("role__names", "clusters__names"),
        "code_days": actions.CODE_DAYS.days,
        "today": timezone.localdate(),
        "by": request.user,
        "address": request.build_absolute_uri("/cms/"),
    }
    response = render(request, "hub_accounts/sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _account(pk: int) -> Account:
    accounts = Account.objects.select_related("user", "agency")
    return get_object_or_404(accounts, pk=pk)


def _choices() -> dict[str, Any]:
    today = timezone.localdate()
    open_agencies = Agency.objects.exclude(valid_until__lt=today)
    return {
        "agency": open_agencies,
        "role": Role.objects.all(),
        "clusters": Cluster.objects.all(),
    }


def _role_names() -> dict[str, str]:
    return {role.code: str(role) for role in Role.objects.all()}
