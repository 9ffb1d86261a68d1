"""The hub's device addresses, with this player's token.

POST heartbeat, POST as-run, POST picture, GET nudge
"""

import stat
from pathlib import Path

import requests
from requests.auth import AuthBase

from player.errors import ConfigError

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0


class _Bearer(AuthBase):
    """An `auth`, since a header of our own gives way to a .netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Hub:
    """`token` is read anew each time, so that another one needs no restart."""

    def __init__(self, address: str, token: Path) -> None:
        self._address, self._token = address.rstrip("/"), token

    def post(
        self, name: str, body: bytes, content_type: str = "application/json"
    ) -> requests.Response:
        """Raises requests.RequestException, ConfigError."""
        return requests.post(
            f"{self._address}/{name}",
            data=body,
            headers={"Content-Type": content_type},
            auth=_Bearer(read_token(self._token)),
            timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            allow_redirects=False,
        )

    def get(self, name: str, silence_seconds: float) -> requests.Response:
        """An answer that is read as it comes."""
        return requests.get(
            f"{self._address}/{name}",
            headers={"Accept": "text/event-stream", "Accept-Encoding": "identity"},
            auth=_Bearer(read_token(self._token)),
            timeout=(CONNECT_SECONDS, silence_seconds),
            allow_redirects=False,
            stream=True,
        )


def read_token(path: Path) -> str:
    """Raises ConfigError when it is missing, empty or readable to others."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        token = path.read_text().strip()
    except OSError as error:
        raise ConfigError(
            str(path),
            f"không đọc được khóa thiết bị ({error.strerror})",
            "chép khóa do trung tâm cấp vào tệp này",
        ) from error
    if mode & 0o077:
        raise ConfigError(
            str(path), "người khác đọc được khóa thiết bị", f"chmod 600 {path}"
        )
    if not token or not token.isascii() or len(token.split()) != 1:
        raise ConfigError(
            str(path), "không phải một khóa thiết bị", "chép lại khóa do trung tâm cấp"
        )
    return token
