"""Whether an approval is good enough to be signed. Pure: the clock and floor are given."""

import hashlib
from datetime import datetime, timedelta

from release.approval import Approval
from release.errors import PublishError, SigningError
from release.format import Release, Urgent
from release.keys import KeyFile
from release.mandates import LIFETIMES, Mandate
from release.publishing import parse_for
from release.signer.enrolment import Enrolment
from release.signer.ledger import LastSigned
from release.statement import Statement

# Machines of one office differ by seconds; more is somebody's mistake.
CLOCK_TOLERANCE = timedelta(minutes=5)


def judge(
    approval: Approval,
    document: bytes,
    statement: Statement,
    *,
    key: KeyFile,
    last: LastSigned,
    now: datetime,
) -> Release | Urgent:
    """The document, when it may be signed with this key. Raises SigningError."""
    parsed = _parse(approval, document, statement)
    _judge_digests(approval, document, statement)
    _judge_people(approval, key)
    _judge_times(approval, parsed, statement, now)
    if approval.seq != parsed.seq:
        raise SigningError("digests_differ")
    # The same document again: another approver's turn, or a longer life for it.
    is_the_same = (parsed.seq, statement.sha256) == (last.seq, last.sha256)
    if parsed.seq <= last.seq and not is_the_same:
        raise SigningError("seq_not_growing", seq=parsed.seq, last=last.seq)
    return parsed


def judge_enrolment(key: KeyFile, cluster: str, enrolled: Enrolment | None) -> int:
    """How many have to sign. Raises SigningError."""
    if enrolled is None or key.keyid not in enrolled.keyids:
        raise SigningError(
            "not_enrolled", owner=key.owner, cluster=cluster, mandate=key.purpose
        )
    return enrolled.due


def digest_of(statement: Statement) -> str:
    return hashlib.sha256(statement.payload).hexdigest()


def _parse(
    approval: Approval, document: bytes, statement: Statement
) -> Release | Urgent:
    try:
        return parse_for(statement.mandate, document, approval.cluster)
    except PublishError as error:
        raise SigningError.of(error) from error


def _judge_digests(approval: Approval, document: bytes, statement: Statement) -> None:
    same_kind = approval.mandate is statement.mandate
    if not same_kind or approval.sha256 != statement.sha256:
        raise SigningError("digests_differ")
    if not statement.names(document):
        raise SigningError("digests_differ")


def _judge_people(approval: Approval, key: KeyFile) -> None:
    if approval.approver != key.owner:
        raise SigningError(
            "another_approver", approver=approval.approver, owner=key.owner
        )
    if approval.approver in approval.authors:
        raise SigningError("own_work", owner=key.owner)
    # A recall has no author; a release always was put together by somebody.
    if approval.mandate is Mandate.APPROVE and not approval.authors:
        raise SigningError("no_author")


def _judge_times(
    approval: Approval, document: Release | Urgent, statement: Statement, now: datetime
) -> None:
    if now >= approval.valid_until:
        raise SigningError("approval_expired", until=approval.valid_until)
    for at in (approval.approved_at, document.made_at):
        if at > now + CLOCK_TOLERANCE:
            raise SigningError("from_the_future", at=at)
    if statement.expires <= now:
        raise SigningError("statement_expired", expires=statement.expires)
    most = LIFETIMES[statement.mandate]
    if statement.expires > now + most + CLOCK_TOLERANCE:
        raise SigningError("valid_too_long", most=most)
