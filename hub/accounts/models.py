"""The register of access accounts (Đ7.3): who holds one, on what paper, in what state.

What a person may do is a matter of `hub.rights`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.accounts.enums import AccountState


class Account(models.Model):
    """An account that was handed to somebody. Never deleted: it is revoked."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="account",
        verbose_name=_("account"),
    )
    holder = models.CharField(_("holder's name"), max_length=150)
    title = models.CharField(_("position"), max_length=150, blank=True)
    agency = models.ForeignKey(
        "hub_agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("agency"),
    )
    reference = models.CharField(_("paper of issue"), max_length=200)
    issued_on = models.DateField(_("issued on"))
    state = models.CharField(
        _("state"), max_length=10, choices=AccountState, default=AccountState.ISSUED
    )
    must_change_password = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["holder", "pk"]
        default_permissions: ClassVar = ()
        verbose_name = _("access account")
        verbose_name_plural = _("access accounts")

    def __str__(self) -> str:
        return f"{self.holder} ({self.user.get_username()})"


class AccountChange(models.Model):
    """One line of an account's history. Added, never changed."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="changes"
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    by_name = models.CharField(_("person"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=AccountState)
    event = models.CharField(_("what happened"), max_length=80)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        default_permissions: ClassVar = ()
        verbose_name = _("change of an account")
        verbose_name_plural = _("changes of accounts")

    def __str__(self) -> str:
        return f"{self.account} {self.event}"


class EnrolmentCode(models.Model):
    """Lets somebody add a first second factor. Printed once; only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    code_hash = models.CharField(max_length=200)
    valid_until = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.user)
