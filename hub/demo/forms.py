"""The login form of the CMS, which says why a demo account is not let in."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from hub.demo.accounts import find_refusal


class LoginForm(WagtailLoginForm):
    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if refusal := find_refusal(user, self.request):
            raise ValidationError(refusal, code="demo_account")
