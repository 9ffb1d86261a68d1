"""The login form of the CMS, which says why a demo account is not let in."""

from typing import Any

from hub.accounts.forms import LoginForm as AccountsLoginForm
from hub.demo.accounts import find_refusal


class LoginForm(AccountsLoginForm):
    def find_refusal(self, user: Any) -> str | None:
        return super().find_refusal(user) or find_refusal(user, self.request)
