"""Whether what was signed may be published now. Pure."""

from collections.abc import Sequence
from datetime import datetime

from securesystemslib.signer import Signature
from tuf.api.metadata import Targets

from release.errors import PublishError
from release.format import FormatError, Release, Urgent
from release.mandates import Mandate, parse_signed
from release.published import Issued
from release.statement import Statement


def parse_for(mandate: Mandate, document: bytes, cluster: str) -> Release | Urgent:
    """Raises PublishError."""
    try:
        parsed = parse_signed(mandate, document)
    except FormatError as error:
        raise PublishError("not_ours", detail=str(error)) from error
    if parsed.cluster != cluster:
        raise PublishError("another_cluster", given=parsed.cluster, cluster=cluster)
    return parsed


def check_publication(
    statement: Statement,
    document: bytes,
    signatures: Sequence[Signature],
    *,
    targets: Targets,
    issued: Issued,
    now: datetime,
) -> Issued:
    """What the record will say. Raises PublishError."""
    parsed = parse_for(statement.mandate, document, statement.cluster)
    if not statement.names(document):
        raise PublishError("digests_differ")
    if statement.expires <= now:
        raise PublishError("statement_expired", expires=statement.expires)
    given = Issued(version=statement.version, seq=parsed.seq, sha256=statement.sha256)
    _check_growing(given, issued)
    _check_signatures(statement, signatures, targets)
    return given


def _check_growing(given: Issued, issued: Issued) -> None:
    """The same document may be said again: after a crash, or to live longer."""
    if given == issued:
        return
    is_the_same = (given.seq, given.sha256) == (issued.seq, issued.sha256)
    if given.seq <= issued.seq and not is_the_same:
        raise PublishError("seq_not_growing", seq=given.seq, last=issued.seq)
    if given.version <= issued.version:
        raise PublishError(
            "version_not_growing", version=given.version, last=issued.version
        )


def _check_signatures(
    statement: Statement, signatures: Sequence[Signature], targets: Targets
) -> None:
    result = targets.get_verification_result(
        statement.mandate,
        statement.payload,
        {one.keyid: one for one in signatures},
    )
    if not result:
        raise PublishError(
            "too_few_signatures", have=len(result.signed), due=result.threshold
        )
