"""A device token: what it looks like, and what is kept of it. Pure but for chance.

The secret is shown once. It has 256 random bits, so a fast hash is enough: nobody
guesses it, and a slow one would only let strangers keep the hub busy.
"""

import hashlib
import secrets
from base64 import b64decode
from dataclasses import dataclass

# By which scanners for leaked secrets know it.
PREFIX = "cum"


@dataclass(frozen=True)
class Token:
    id: str
    secret: str

    def __str__(self) -> str:
        return f"{PREFIX}_{self.id}_{self.secret}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()


def new_token() -> Token:
    return Token(secrets.token_hex(8), secrets.token_urlsafe(32))


def parse_bearer(header: str) -> Token | None:
    """What an Authorization header holds, if it looks like one of ours."""
    kind, _, written = header.partition(" ")
    return parse_token(written) if kind == "Bearer" else None


def parse_basic(header: str) -> Token | None:
    """Of a client that knows names and passwords alone: `cum_<id>` and the secret."""
    kind, _, written = header.partition(" ")
    if kind != "Basic":
        return None
    try:
        name, _, secret = b64decode(written, validate=True).decode().partition(":")
    except ValueError:
        return None
    return parse_token(f"{name}_{secret}")


def parse_token(written: str) -> Token | None:
    """As it was shown once; some clients can send it in an address alone."""
    prefix, *parts = written.split("_", 2)
    if prefix != PREFIX or len(parts) != 2 or not all(parts):
        return None
    return Token(*parts)
