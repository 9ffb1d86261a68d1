"""What a player is told of what it may show, and how anything else is refused.

`release.verify` does it with TUF; a player needs only these words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from release.format import Release, Urgent


class Attack(StrEnum):
    """Why something served was not taken: the alarm that the control room hears."""

    ROLLBACK = "rollback"
    FROZEN = "frozen"  # nothing newer came before what is known ran out
    FORGED = "forged"  # a signature, a hash or a length does not hold
    MIXED = "mixed"  # pieces of different states
    ENDLESS = "endless"
    ANOTHER_CLUSTERS = "another cluster's"


class TrustError(Exception):
    """Nothing changes; what is shown goes on."""


class RefusedError(TrustError):
    """What was served is not what was approved."""

    def __init__(self, attack: Attack, detail: str) -> None:
        super().__init__(f"{attack}: {detail}")
        self.attack, self.detail = attack, detail


class UnreachableError(TrustError):
    """The server did not answer, or answered what no repository would."""


class NothingTrustedError(TrustError):
    """Nothing on disk was ever verified."""


@dataclass(frozen=True)
class Trusted:
    """The newest verified state. `signed_at` is the last time that a signer vouched for."""

    release: Release | None
    urgent: Urgent | None
    signed_at: datetime
    is_expired: bool = False


class Transport(Protocol):
    """One file of a repository by its address; at most `limit` bytes of it."""

    def read(self, address: str, limit: int) -> Iterable[bytes]:
        """Raises UnreachableError."""
        ...


class Verifier(Protocol):
    """Stands between what was fetched and what is shown. Keeps its state on disk."""

    def boot(self) -> Trusted:
        """What is on disk, verified with expiry ignored. Raises NothingTrustedError."""
        ...

    def refresh(self, now: datetime) -> Trusted:
        """Asks the repository. `now` never goes back. Raises RefusedError, UnreachableError."""
        ...
