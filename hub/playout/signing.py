"""The hub's door to the room of trust: draws up, asks for signatures, publishes.

No key is known here. Every refusal of that room comes back as RefusedByTrustError, in the
reader's language, with its code.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from hub.playout.models import Candidate
from release.approval import Approval
from release.errors import ReleaseError
from release.mandates import Mandate
from release.places import Places
from release.repository import ClusterRepository
from release.signer.client import SignerClient, Signing, signatures_of
from release.statement import Statement, read_statement

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
class Signed:
    """`signatures` are there once as many have signed as the keys' ceremony asks for."""

    signatures: list[dict[str, str]]
    due: int


def is_set_up() -> bool:
    return bool(settings.SIGNER_SOCKET)


def next_seq(cluster: str) -> int:
    """Above all that was ever published for it."""
    with _said_to_people():
        return _repository(cluster).next_seq(Mandate.APPROVE)


def draw_up(candidate: Candidate) -> bytes:
    """What all approvers of a candidate sign."""
    with _said_to_people():
        repository = _repository(candidate.cluster.code)
        return repository.draw_up(Mandate.APPROVE, bytes(candidate.document)).payload


def ask_for_signature(
    candidate: Candidate, approver: str, pin: str, at: datetime
) -> Signed:
    """As `approver`, who typed the PIN just now."""
    approval = Approval(
        mandate=Mandate.APPROVE,
        cluster=candidate.cluster.code,
        seq=candidate.seq,
        sha256=candidate.sha256,
        authors=tuple(candidate.authors.values()),
        approver=approver,
        approved_at=at,
        valid_until=candidate.expires_at,
    )
    client = SignerClient(Path(settings.SIGNER_SOCKET))
    with _said_to_people():
        signing: Signing = client.sign(
            _statement(candidate), bytes(candidate.document), approval, pin
        )
    return Signed(signing.kept, signing.due)


def publish(candidate: Candidate) -> None:
    """Said twice, it is done once."""
    with _said_to_people():
        _repository(candidate.cluster.code).publish(
            _statement(candidate),
            bytes(candidate.document),
            signatures_of(candidate.signatures),
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


def _statement(candidate: Candidate) -> Statement:
    assert candidate.statement is not None
    return read_statement(
        bytes(candidate.statement), Mandate.APPROVE, candidate.cluster.code
    )


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
