"""Issues, suspends, renews and revokes accounts, and ends sessions. All of it is logged."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hub.accounts import secrets
from hub.accounts.enums import AccountState, Event
from hub.accounts.models import Account, AccountChange, EnrolmentCode
from hub.agencies.models import Agency
from hub.audit.actions import name_of_person, record
from hub.rights.actions import end_role, give_role, set_up_agency, settle_rights
from hub.rights.models import RoleAssignment

CODE_DAYS = timedelta(days=14)
CODE_TRIES = 5


@dataclass(frozen=True)
class Holder:
    """To whom an account is handed, and on what paper."""

    username: str
    name: str
    title: str
    agency: Agency
    reference: str
    issued_on: date


@dataclass(frozen=True)
class OneTime:
    """What is printed on the hand-over sheet and kept nowhere."""

    password: str
    code: str


@dataclass(frozen=True)
class RoleGiven:
    """The role that an account is issued with."""

    role: str
    valid_until: date | None = None
    clusters: tuple[Any, ...] = ()


@transaction.atomic
def issue_account(holder: Holder, given: RoleGiven, by: Any) -> tuple[Account, OneTime]:
    user = get_user_model().objects.create(
        username=holder.username, first_name=holder.name[:150]
    )
    account = Account.objects.create(
        user=user,
        holder=holder.name,
        title=holder.title,
        agency=holder.agency,
        reference=holder.reference,
        issued_on=holder.issued_on,
    )
    set_up_agency(holder.agency)
    give_role(
        user,
        given.role,
        holder.agency,
        valid_from=holder.issued_on,
        valid_until=given.valid_until,
        clusters=given.clusters,
        reference=holder.reference,
    )
    one_time = _give_one_time(account)
    _note(account, Event.ISSUED, by, holder.reference)
    return account, one_time


@transaction.atomic
def renew_account(account: Account, reason: str, by: Any) -> OneTime:
    """A new password and code; factors go and sessions end. For whoever lost them."""
    one_time = _give_one_time(account)
    Authenticator.objects.filter(user=account.user_id).delete()
    end_sessions(account.user)
    _note(account, Event.RENEWED, by, reason)
    return one_time


@transaction.atomic
def suspend_account(account: Account, reason: str, by: Any) -> None:
    _close(account, AccountState.SUSPENDED)
    _note(account, Event.SUSPENDED, by, reason)


@transaction.atomic
def resume_account(account: Account, reason: str, by: Any) -> None:
    account.state = AccountState.ISSUED
    account.save()
    _set_active(account.user, is_active=True)
    _note(account, Event.RESUMED, by, reason)


@transaction.atomic
def revoke_account(account: Account, reason: str, by: Any) -> None:
    """Sessions, factors and roles end at once; rows and history stay."""
    _close(account, AccountState.REVOKED)
    Authenticator.objects.filter(user=account.user_id).delete()
    EnrolmentCode.objects.filter(user=account.user_id).delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    for assignment in RoleAssignment.objects.filter(user=account.user_id):
        last = assignment.valid_until
        if last is None or last > yesterday:
            # A role has at least its first day; the account is closed all the same.
            end_role(assignment, max(assignment.valid_from, yesterday))
    _note(account, Event.REVOKED, by, reason)


def end_sessions(user: Any, *, but: str | None = None) -> int:
    """Ends everywhere but in the session with the key `but`. Answers how many."""
    rows = UserSession.objects.filter(user=user.pk).exclude(session_key=but or "")
    sessions = list(rows)
    for session in sessions:
        session.end()
    return len(sessions)


def end_session(user: Any, pk: int) -> bool:
    session = UserSession.objects.filter(user=user.pk, pk=pk).first()
    if session is None:
        return False
    session.end()
    return True


def give_code(user: Any) -> str:
    code = secrets.make_code()
    EnrolmentCode.objects.update_or_create(
        user=user,
        defaults={
            "code_hash": make_password(secrets.tidied(code)),
            "valid_until": timezone.now() + CODE_DAYS,
            "tries_left": CODE_TRIES,
        },
    )
    return code


def try_code(user: Any, code: str) -> bool:
    """A wrong one costs a try; after the last the code is worth nothing."""
    is_right = _is_code_of(user, code)
    kind = Event.ENROLMENT_OPENED if is_right else Event.ENROLMENT_FAILED
    record(kind, actor=user, subject=user)
    return is_right


def _is_code_of(user: Any, code: str) -> bool:
    rows = EnrolmentCode.objects.filter(
        user=user.pk, valid_until__gt=timezone.now(), tries_left__gt=0
    )
    # Counted before it is looked at, by the database: many at once get no more tries.
    if not rows.update(tries_left=F("tries_left") - 1):
        return False
    row = EnrolmentCode.objects.get(user=user.pk)
    return check_password(secrets.tidied(code), row.code_hash)


def forget_code(user: Any) -> None:
    EnrolmentCode.objects.filter(user=user.pk).delete()


def note_password_changed(user: Any) -> None:
    Account.objects.filter(user=user.pk).update(must_change_password=False)


def _give_one_time(account: Account) -> OneTime:
    password = secrets.make_password()
    user = account.user
    user.set_password(password)
    user.save()
    account.must_change_password = True
    account.save()
    return OneTime(password, give_code(user))


def _close(account: Account, state: AccountState) -> None:
    account.state = state
    account.save()
    _set_active(account.user, is_active=False)
    end_sessions(account.user)


def _set_active(user: User, *, is_active: bool) -> None:
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    settle_rights()


def _note(account: Account, event: Event, by: Any, reason: str) -> None:
    AccountChange.objects.create(
        account=account,
        by_name=name_of_person(by),
        state=account.state,
        event=event,
        reason=reason,
    )
    record(event, actor=by, subject=account, details={"reason": reason})
