"""Where a request comes from, and under which name somebody tries to come in.

What a client writes of itself is believed only as far as our own proxies wrote it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - a place to name, not to listen at


def address_of(request: HttpRequest) -> str:
    """The n-th address from the right, for n proxies of ours; else the peer's own."""
    peer: str = request.META.get("REMOTE_ADDR") or NOWHERE
    count = settings.PROXY_COUNT
    if not count:
        return peer
    handed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return handed[-count].strip() or peer if len(handed) >= count else peer


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """As it is counted: case and blanks around it make no other name of it."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().casefold()
