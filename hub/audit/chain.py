"""The chain: what an entry's digest is of, and where a chain is broken. Pure.

Each digest covers the one before it. So an entry cannot be changed, left out, put in or
moved without every later digest telling; what is cut off at the end, the head tells.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Link:
    """All that an entry says, as it is hashed."""

    number: int
    at: datetime
    actor_id: int | None
    actor_name: str
    kind: str
    subject_type: str
    subject_id: str
    subject_title: str
    details: dict[str, Any]
    previous: str

    def digest(self) -> str:
        said = asdict(self) | {"at": self.at.astimezone(UTC).isoformat()}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class End:
    """Where the chain stands: the number and the digest of its last entry."""

    number: int = 0
    digest: str = BEGINNING


class Fault(Enum):
    """In what way a chain is broken."""

    MISSING = "missing"
    CHANGED = "changed"
    UNLINKED = "unlinked"
    CUT_OFF = "cut off"


@dataclass(frozen=True)
class Break:
    number: int
    fault: Fault


def find_break(links: Iterable[tuple[Link, str]], end: End) -> Break | None:
    """The first place that does not hold; `links` come by number, with their digests."""
    before = End()
    for link, digest in links:
        due = before.number + 1
        if link.number != due:
            return Break(due, Fault.MISSING)
        if link.digest() != digest:
            return Break(due, Fault.CHANGED)
        if link.previous != before.digest:
            return Break(due, Fault.UNLINKED)
        before = End(link.number, digest)
    if before != end:
        return Break(before.number + 1, Fault.CUT_OFF)
    return None
