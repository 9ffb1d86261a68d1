"""Who may use a demo account: somebody at this machine, while the demo is on.

Demo accounts have known passwords. They are told by their names.
"""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

PREFIX = "demo-"


def find_refusal(user: Any, request: HttpRequest | None) -> str | None:
    """Why this request may not act as this user; None when it may."""
    if not user.get_username().startswith(PREFIX):
        return None
    if not settings.DEMO:
        return _("Demo accounts are switched off here. Use your own account.")
    if request is None or not is_from_this_machine(request):
        return _(
            "Demo accounts work only on the machine that runs the demo, at 127.0.0.1."
            " Use your own account."
        )
    return None


def is_from_this_machine(request: HttpRequest) -> bool:
    """A request that a proxy hands on may come from anywhere."""
    if {"X-Forwarded-For", "Forwarded"} & set(request.headers):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
