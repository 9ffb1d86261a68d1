"""A device token: what it looks like, and what is kept of it. Pure but for chance.

The secret is shown once. It has 256 random bits, so a fast hash is enough: nobody
guesses it, and a slow one would only let strangers keep the hub busy.
"""

import hashlib
import secrets
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
    prefix, *parts = written.split("_", 2)
    if kind != "Bearer" or prefix != PREFIX or len(parts) != 2 or not all(parts):
        return None
    return Token(*parts)
