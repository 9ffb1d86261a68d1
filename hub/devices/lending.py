"""Lends the renderer files that are not published yet, to draw the picture of a draft.

Whoever may see the draft gets addresses that are signed for some hours.
"""

from datetime import timedelta
from urllib.parse import unquote, urlencode

from django.core.signing import BadSignature, TimestampSigner

SALT = "hub.devices.lending"
LENT_FOR = timedelta(hours=12)
PARAMETER = "lent"


def lend(url: str) -> str:
    """The address of a file below MEDIA_URL, good for a while whoever asks."""
    path = unquote(url)
    stamp = TimestampSigner(salt=SALT).sign(path).removeprefix(f"{path}:")
    return f"{url}?{urlencode({PARAMETER: stamp})}"


def is_lent(path: str, stamp: str) -> bool:
    try:
        TimestampSigner(salt=SALT).unsign(f"{path}:{stamp}", max_age=LENT_FOR)
    except BadSignature:
        return False
    return True
