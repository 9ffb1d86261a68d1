"""What a look at the repository found: held against the floor, then fetched where new.

It fetches and verifies; what counts is decided by `release.verify`.
"""

from dataclasses import dataclass
from datetime import datetime

from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import MetaFile, Root, Snapshot, TargetFile, Targets

from release.attacks import check_cluster, name_attack, parse_metadata
from release.mandates import Mandate, document_address
from release.memory import Floor
from release.proofs import (
    Proof,
    named_document,
    verify_document,
    verify_role,
    verify_roots,
    verify_targets,
)
from release.trust import Attack, RefusedError, Transport
from release.updating import TARGETS_LIMIT, TopLevel, read_whole

DOCUMENT_LIMIT = 32 * 1024 * 1024
# Read beyond the named length, so that what is a little longer is told as forged.
SLACK = 4 * 1024


@dataclass(frozen=True)
class Found:
    """The top-level metadata, verified and for this cluster."""

    top: TopLevel
    roots: list[Root]
    targets: Targets
    snapshot: Snapshot


def open_found(top: TopLevel, pinned: bytes, cluster: str, floor: Floor) -> Found:
    """Raises RefusedError when it is another cluster's, or older than what was taken."""
    roots = verify_roots(pinned, top.roots, cluster)
    targets = verify_targets(roots[-1], top.targets, cluster)
    snapshot = parse_metadata(Snapshot, top.snapshot).signed
    check_cluster(snapshot, cluster)
    for name, version, least in (
        ("root", roots[-1].version, floor.root),
        ("targets", targets.version, floor.targets),
    ):
        if version < least:
            raise RefusedError(Attack.ROLLBACK, f"{name} {version} after {least}")
    return Found(top, roots, targets, snapshot)


@dataclass(frozen=True)
class Gathering:
    """Fetches what `approve` and `urgent` name, where it is not known already."""

    found: Found
    transport: Transport
    cluster: str
    time: datetime
    floor: Floor

    def gather(self, mandate: Mandate, known: Proof | None) -> Proof | None:
        """None when nothing was ever signed. Raises RefusedError, UnreachableError."""
        meta = self.found.snapshot.meta.get(f"{mandate}.json")
        if meta is None:
            if known or mandate in self.floor.reached:
                raise RefusedError(Attack.ROLLBACK, f"{mandate} is not there any more")
            return None
        if known is None or not _is_that(meta, known.role):
            return self._fetch(mandate, meta, known)
        if known.targets == self.found.top.targets:
            return known
        verify_role(self.found.targets, known.role, mandate, self.cluster)
        return self._proof(known.role, known.document)

    def _fetch(self, mandate: Mandate, meta: MetaFile, known: Proof | None) -> Proof:
        data = self._fetch_role(mandate, meta)
        role = verify_role(self.found.targets, data, mandate, self.cluster)
        if role.version != meta.version:
            raise RefusedError(Attack.MIXED, f"{mandate} {role.version}")
        if mandate is Mandate.APPROVE and role.is_expired(self.time):
            raise RefusedError(Attack.FROZEN, f"{mandate} ran out at {role.expires}")
        named = named_document(self.found.targets, role, mandate, self.cluster)
        if known is not None and _is_that(named, known.document):
            return self._proof(data, known.document)
        document = self._fetch_document(mandate, named)
        verify_document(named, document, mandate, self.cluster)
        return self._proof(data, document)

    def _fetch_role(self, mandate: Mandate, meta: MetaFile) -> bytes:
        address = f"metadata/{meta.version}.{mandate}.json"
        data = read_whole(self.transport, address, TARGETS_LIMIT)
        try:
            meta.verify_length_and_hashes(data)
        except LengthOrHashMismatchError as error:
            raise name_attack(
                error, address=address, data=data, cluster=self.cluster
            ) from error
        return data

    def _fetch_document(self, mandate: Mandate, named: TargetFile) -> bytes:
        if named.length > DOCUMENT_LIMIT:
            raise RefusedError(Attack.ENDLESS, f"{named.path}: {named.length} bytes")
        address = document_address(mandate, self.cluster, named.hashes["sha256"])
        return read_whole(self.transport, address, named.length + SLACK)

    def _proof(self, role: bytes, document: bytes) -> Proof:
        root_version = self.found.roots[-1].version
        return Proof(root_version, self.found.top.targets, role, document)


def _is_that(named: MetaFile | TargetFile, data: bytes) -> bool:
    """Whether these bytes are the ones named; a name without a digest is not enough."""
    if not named.hashes:
        return False
    try:
        named.verify_length_and_hashes(data)
    except LengthOrHashMismatchError:
        return False
    return True
