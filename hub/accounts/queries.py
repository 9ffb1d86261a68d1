"""What is known of accounts, factors and sessions."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from hub.accounts.enums import AccountState
from hub.accounts.models import Account
from hub.accounts.steps import Standing
from hub.rights.queries import Standing as Role
from hub.rights.queries import standings_of

SEEN_AT = "accounts_seen_at"
CODE_SHOWN = "accounts_code_shown"
# Whose own password this session knows: a new one-time password ends every session.
OWN_PASSWORD = "accounts_own_password"  # noqa: S105 - the name of a mark
# What the menu offers; each page asks again.
RIGHTS_IN_MENU = "accounts_rights_in_menu"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# After so long without a sign of life an account is looked at again.
QUIET_DAYS = timedelta(days=90)


def standing_of(request: HttpRequest) -> Standing:
    user = request.user
    needs_factor = bool(settings.SECOND_FACTOR)
    passed = passed_factor(request)
    return Standing(
        is_idle=is_idle(request),
        must_change_password=must_change_password(request),
        needs_factor=needs_factor,
        has_factor=passed or (needs_factor and has_factor(user)),
        passed_factor=passed,
        showed_code=request.session.get(CODE_SHOWN) == user.pk,
    )


def must_change_password(request: HttpRequest) -> bool:
    if request.session.get(OWN_PASSWORD) == request.user.pk:
        return False
    return Account.objects.filter(
        user=request.user.pk, must_change_password=True
    ).exists()


def rights_of(user: Any) -> list[str]:
    """Everything that some role of the person allows somewhere."""
    return sorted({right for role in standings_of([user.pk]) for right in role.rights})


def passed_factor(request: HttpRequest) -> bool:
    """In this session and by this person: allauth keeps whose records they are."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def has_factor(user: Any) -> bool:
    return factors_of(user).exists()


def factors_of(user: Any) -> QuerySet[Authenticator]:
    """Recovery codes alone are no factor: they stand in for one."""
    return Authenticator.objects.filter(user=user.pk, type__in=FACTORS)


def is_idle(request: HttpRequest) -> bool:
    seen = request.session.get(SEEN_AT)
    limit = settings.SESSION_IDLE_MINUTES * 60
    return seen is not None and time.time() - seen > limit


def is_in_force(user: Any) -> bool:
    """Whether the register lets the account in; who is not in it was not issued one."""
    return not (
        Account.objects.filter(user=user.pk).exclude(state=AccountState.ISSUED).exists()
    )


def sessions_of(user: Any) -> list[UserSession]:
    """Those that still live, the last one seen first."""
    rows = UserSession.objects.filter(user=user.pk).order_by("-last_seen_at")
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(
            session_key__in=keys, expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in alive]


@dataclass(frozen=True)
class Row:
    """A line of the register, with what a review of rights looks at."""

    account: Account
    roles: tuple[Role, ...]
    last_login: datetime | None
    has_factor: bool

    @property
    def is_quiet(self) -> bool:
        since = self.last_login or self.account.user.date_joined
        return self.is_open and timezone.now() - since > QUIET_DAYS

    @property
    def lacks_role(self) -> bool:
        return self.is_open and not self.roles

    @property
    def lacks_factor(self) -> bool:
        return self.is_open and not self.has_factor

    @property
    def is_open(self) -> bool:
        return self.account.state == AccountState.ISSUED


def register(words: str = "", state: str = "") -> list[Row]:
    """Everybody's accounts, in a number of queries that does not depend on how many."""
    accounts = Account.objects.select_related("user", "agency").prefetch_related(
        "agency__names"
    )
    if words:
        accounts = accounts.filter(
            Q(holder__icontains=words) | Q(user__username__icontains=words)
        )
    if state:
        accounts = accounts.filter(state=state)
    return _rows(list(accounts))


def _rows(accounts: Iterable[Account]) -> list[Row]:
    accounts = list(accounts)
    users = [account.user_id for account in accounts]
    roles = defaultdict[int, list[Role]](list)
    for role in standings_of(users):
        roles[role.user].append(role)
    with_factor = set(
        Authenticator.objects.filter(user__in=users, type__in=FACTORS).values_list(
            "user", flat=True
        )
    )
    return [
        Row(
            account=account,
            roles=tuple(roles[account.user_id]),
            last_login=account.user.last_login,
            has_factor=account.user_id in with_factor,
        )
        for account in accounts
    ]
