"""Shows from the pinned root alone that a document was signed for a cluster. Pure.

Time plays no part: whoever asks decides what having run out means.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tuf.api.exceptions import (
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import (
    DelegatedRole,
    Metadata,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from release.attacks import check_cluster, name_attack, parse_metadata
from release.format import FormatError, Release, Urgent
from release.mandates import Mandate, document_path, parse_signed
from release.trust import Attack, RefusedError


@dataclass(frozen=True)
class Proof:
    """A document, and all that was signed above it. `root_version` vouches for `targets`.

    It stands by itself: keys that are revoked later do not make a wall dark.
    """

    root_version: int
    targets: bytes
    role: bytes
    document: bytes


@dataclass(frozen=True)
class Proven:
    """What a proof comes to."""

    targets: Targets
    role: Targets
    document: Release | Urgent
    sha256: str


def verify_roots(pinned: bytes, later: Sequence[bytes], cluster: str) -> list[Root]:
    """The roots, oldest first: each signed by the one before it and by itself."""
    first = parse_metadata(Root, pinned)
    _verify(first.signed, "root", first, cluster)
    roots = [first.signed]
    for data in later:
        metadata = parse_metadata(Root, data)
        _verify(roots[-1], "root", metadata, cluster)
        _verify(metadata.signed, "root", metadata, cluster)
        if metadata.signed.version != roots[-1].version + 1:
            raise RefusedError(Attack.ROLLBACK, f"root {metadata.signed.version}")
        roots.append(metadata.signed)
    return roots


def verify_targets(root: Root, data: bytes, cluster: str) -> Targets:
    """Raises RefusedError."""
    metadata = parse_metadata(Targets, data)
    _verify(root, "targets", metadata, cluster)
    return metadata.signed


def verify_role(
    targets: Targets, data: bytes, mandate: Mandate, cluster: str
) -> Targets:
    """What approvers signed: enough of them, and for this cluster. Raises RefusedError."""
    metadata = parse_metadata(Targets, data)
    _verify(targets, mandate, metadata, cluster)
    return metadata.signed


def named_document(
    targets: Targets, role: Targets, mandate: Mandate, cluster: str
) -> TargetFile:
    """The one document that a mandate may name, and does. Raises RefusedError."""
    path = document_path(mandate, cluster)
    delegated = targets.get_delegated_role(mandate)
    if not isinstance(delegated, DelegatedRole) or not delegated.is_delegated_path(
        path
    ):
        raise RefusedError(Attack.FORGED, f"{mandate} may not name {path}")
    if set(role.targets) != {path}:
        raise RefusedError(Attack.FORGED, f"{mandate} names {sorted(role.targets)}")
    named = role.targets[path]
    if "sha256" not in named.hashes:
        raise RefusedError(Attack.FORGED, f"{path} has no sha256")
    return named


def verify_document(
    named: TargetFile, document: bytes, mandate: Mandate, cluster: str
) -> Release | Urgent:
    """Raises RefusedError."""
    try:
        named.verify_length_and_hashes(document)
        parsed = parse_signed(mandate, document)
    except (LengthOrHashMismatchError, FormatError) as error:
        raise RefusedError(Attack.FORGED, f"{named.path}: {error}") from error
    if parsed.cluster != cluster:
        raise RefusedError(Attack.ANOTHER_CLUSTERS, f"{named.path}: {parsed.cluster}")
    return parsed


def prove(
    proof: Proof, roots: Sequence[Root], mandate: Mandate, cluster: str
) -> Proven:
    """All of it, from the root downwards. Raises RefusedError."""
    root = next((one for one in roots if one.version == proof.root_version), None)
    if root is None:
        raise RefusedError(Attack.MIXED, f"no root {proof.root_version}")
    targets = verify_targets(root, proof.targets, cluster)
    role = verify_role(targets, proof.role, mandate, cluster)
    named = named_document(targets, role, mandate, cluster)
    document = verify_document(named, proof.document, mandate, cluster)
    return Proven(targets, role, document, hashlib.sha256(proof.document).hexdigest())


def _verify[T: (Root, Snapshot, Targets, Timestamp)](
    delegator: Root | Targets, role: str, metadata: Metadata[T], cluster: str
) -> None:
    """Enough signatures, then the cluster. Raises RefusedError."""
    try:
        delegator.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except (UnsignedMetadataError, ValueError) as error:
        unsigned = UnsignedMetadataError(str(error))
        raise name_attack(
            unsigned, address=role, data=metadata.to_bytes(), cluster=cluster
        ) from error
    except RepositoryError as error:
        raise RefusedError(Attack.FORGED, f"{role}: {error}") from error
    check_cluster(metadata.signed, cluster)
