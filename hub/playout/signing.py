"""The hub's door to the room of trust: draws up, asks for signatures, publishes.

No key is known here. Every refusal of that room comes back as RefusedByTrustError, in the
reader's language, with its code.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from hub.playout.models import Candidate
from release.approval import Approval
from release.errors import ReleaseError
from release.mandates import LIFETIMES, Mandate
from release.places import Places
from release.repository import ClusterRepository
from release.signer.client import SignerClient, Signing, signatures_of
from release.statement import Statement, read_statement

# Subjects above name their mandate by these: of the hub this is the only door.
APPROVE, URGENT = Mandate.APPROVE, Mandate.URGENT

# What no waiting mends: other signatures, or another candidate, are needed.
HOPELESS = frozenset(
    {
        "seq_not_growing",
        "version_not_growing",
        "statement_expired",
        "too_few_signatures",
        "another_cluster",
        "not_ours",
        "digests_differ",
    }
)


class RefusedByTrustError(Exception):
    """What the signer or the repository says; nothing was signed, or published."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def is_hopeless(self) -> bool:
        return self.code in HOPELESS


@dataclass(frozen=True)
class Paper:
    """A document of a cluster that people sign: a release, or what outranks it.

    Signed before `valid_until`. What outranks a release may have no authors.
    """

    mandate: Mandate
    cluster: str
    seq: int
    content: bytes
    valid_until: datetime
    authors: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Signed:
    """`signatures` are there once as many have signed as the keys' ceremony asks for."""

    signatures: list[dict[str, str]]
    due: int


def is_set_up() -> bool:
    return bool(settings.SIGNER_SOCKET)


def paper_of(candidate: Candidate) -> Paper:
    return Paper(
        mandate=Mandate.APPROVE,
        cluster=candidate.cluster.code,
        seq=candidate.seq,
        content=bytes(candidate.document),
        valid_until=candidate.expires_at,
        authors=tuple(candidate.authors.values()),
    )


def lifetime(mandate: Mandate) -> timedelta:
    """How long a signature counts at most."""
    return LIFETIMES[mandate]


def has_key(person: str, mandate: Mandate) -> bool:
    """Whether the signing process holds a key of that name; it need not be enrolled."""
    with _said_to_people():
        keys = _signer().show_keys()
    return any((one.owner, one.mandate) == (person, str(mandate)) for one in keys)


def next_seq(cluster: str, mandate: Mandate = Mandate.APPROVE) -> int:
    """Above all that was ever published for it."""
    with _said_to_people():
        return _repository(cluster).next_seq(mandate)


def draw_up(paper: Paper) -> bytes:
    """The statement that all who sign the paper sign."""
    with _said_to_people():
        return _repository(paper.cluster).draw_up(paper.mandate, paper.content).payload


def ask_for_signature(
    paper: Paper, statement: bytes, approver: str, pin: str, at: datetime
) -> Signed:
    """As `approver`, who typed the PIN just now."""
    approval = Approval(
        mandate=paper.mandate,
        cluster=paper.cluster,
        seq=paper.seq,
        sha256=paper.sha256,
        authors=paper.authors,
        approver=approver,
        approved_at=at,
        valid_until=paper.valid_until,
    )
    with _said_to_people():
        signing: Signing = _signer().sign(
            _statement(paper, statement), paper.content, approval, pin
        )
    return Signed(signing.kept, signing.due)


def publish(
    paper: Paper, statement: bytes, signatures: Iterable[Mapping[str, str]]
) -> None:
    """Said twice, it is done once."""
    with _said_to_people():
        _repository(paper.cluster).publish(
            _statement(paper, statement), paper.content, signatures_of(signatures)
        )


def refresh(cluster: str) -> None:
    """Says once more that what is published is fresh."""
    with _said_to_people():
        _repository(cluster).refresh()


def has_repository(cluster: str) -> bool:
    return (_places().repositories / cluster / "metadata" / "timestamp.json").exists()


def first_root(cluster: str) -> Path:
    """What a player of that cluster is given when it is installed."""
    return _places().first_root(cluster)


def _places() -> Places:
    return Places(Path(settings.RELEASES_DIR))


def _repository(cluster: str) -> ClusterRepository:
    return _places().repository(cluster)


def _signer() -> SignerClient:
    return SignerClient(Path(settings.SIGNER_SOCKET))


def _statement(paper: Paper, statement: bytes) -> Statement:
    return read_statement(statement, paper.mandate, paper.cluster)


@contextmanager
def _said_to_people() -> Iterator[None]:
    try:
        yield
    except ReleaseError as error:
        is_vietnamese = (get_language() or "vi").startswith("vi")
        said = error.vietnamese if is_vietnamese else str(error)
        raise RefusedByTrustError(
            error.code, f"{said[:1].upper()}{said[1:]}."
        ) from error
