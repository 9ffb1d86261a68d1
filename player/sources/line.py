"""The connection to a server, kept from one question to the next.

On a line with long round trips most of the time would go into opening new ones; and an
urgent message is waited for. A kept one may be dead without anybody having told.
"""

import threading
import time
from http.cookiejar import DefaultCookiePolicy

import requests

# Unused for longer it is in doubt, and closed when it was unused for longer still.
FRESH_SECONDS, KEPT_SECONDS = 5.0, 60.0
# How long one in doubt is given to answer, before another is opened.
DOUBT_SECONDS = 3.0


class Line(threading.local):
    """Each thread's own."""

    _session: requests.Session | None = None
    _asked_at = 0.0

    @property
    def is_in_doubt(self) -> bool:
        unused = time.monotonic() - self._asked_at
        return self._session is not None and unused > FRESH_SECONDS

    def fresh(self) -> requests.Session:
        """With the connection of the last answer, if there is no doubt."""
        return self._used_within(FRESH_SECONDS)

    def kept(self) -> requests.Session:
        """With the connection of the last answer, in doubt or not."""
        return self._used_within(KEPT_SECONDS)

    def _used_within(self, most_seconds: float) -> requests.Session:
        now = time.monotonic()
        if self._session and now > self._asked_at + most_seconds:
            self._session.close()
            self._session = None
        if self._session is None:
            self._session = requests.Session()
            # A repository has none; a portal may not mark us.
            self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._asked_at = now
        return self._session
