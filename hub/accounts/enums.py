"""States of an account, what the system log is told, and the steps of getting in."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountState(TextChoices):
    ISSUED = "ISSUED", _("in use")
    SUSPENDED = "SUSPENDED", _("suspended")
    REVOKED = "REVOKED", _("revoked")


class Event(TextChoices):
    """Kinds of entries of the system log."""

    SIGNED_IN = "hub.sign_in", _("Signed in")
    SIGN_IN_FAILED = "hub.sign_in_failed", _("Wrong name or password")
    LOCKED = "hub.sign_in_locked", _("Locked after wrong passwords")
    SIGNED_OUT = "hub.sign_out", _("Signed out")
    IDLED_OUT = "hub.idled_out", _("Session ended: idle too long")
    PASSWORD_CHANGED = "hub.password_changed", _("Password changed")
    FACTOR_ADDED = "hub.factor_added", _("Second factor added")
    FACTOR_REMOVED = "hub.factor_removed", _("Second factor removed")
    FACTOR_FAILED = "hub.factor_failed", _("Wrong code of the second factor")
    ENROLMENT_OPENED = "hub.enrolment_opened", _("Enrolment code used")
    ENROLMENT_FAILED = "hub.enrolment_failed", _("Wrong enrolment code")
    SESSION_ENDED = "hub.session_ended", _("Session ended by hand")
    ISSUED = "hub.account_issued", _("Account issued")
    RENEWED = "hub.account_renewed", _("New password and code issued")
    SUSPENDED = "hub.account_suspended", _("Account suspended")
    RESUMED = "hub.account_resumed", _("Account back in use")
    REVOKED = "hub.account_revoked", _("Account revoked")


class Step(Enum):
    """What somebody who is signed in still has to do before the CMS opens."""

    END_SESSION = "end"
    CHANGE_PASSWORD = "password"  # noqa: S105 - the name of a step
    SHOW_CODE = "code"
    ENROL = "enrol"
    SECOND_FACTOR = "factor"
    NOTHING = "nothing"
