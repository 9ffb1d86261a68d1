"""People who sign in, for tests: with a password, and with a code of an app."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.test import Client, TestCase

PASSWORD = "ruong-bac-thang-8"
LOGIN, ENROL = "/cms/login/", "/cms/account/enrol/"
TOTP = "/cms/account/factors/totp/activate/"
AUTHENTICATE = "/cms/account/factors/authenticate/"


def make_member(name: str = "lan.nguyen", **fields: Any) -> User:
    """Somebody who may enter the CMS, without an entry in the register."""
    fields.setdefault("is_superuser", True)
    return User.objects.create_user(name, password=PASSWORD, **fields)


def log_in(
    client: Client, name: str = "lan.nguyen", password: str = PASSWORD, **meta: Any
) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **meta)


def code_for(secret: str, steps: int = 0) -> str:
    """What the app shows, now or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(client: Client) -> str:
    """Lets the person add an app; answers its secret."""
    page = client.get(TOTP).content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found, page
    secret = found[1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(TOTP, {"code": code_for(secret)})
    return secret


def is_inside(client: Client) -> bool:
    return client.get("/cms/").status_code == 200
