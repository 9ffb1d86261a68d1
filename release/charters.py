"""Root and targets of a cluster: whose keys count, and how many are due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Signer, SSlibKey
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Root, Targets

from release.errors import CeremonyError
from release.mandates import (
    CLUSTER_FIELD,
    ROOT_LIFETIME,
    TARGETS_LIFETIME,
    Mandate,
    document_path,
)


@dataclass(frozen=True)
class Holders:
    """The keys that count for a mandate, and how many of them have to sign."""

    due: int
    keys: Sequence[SSlibKey]


def new_root(cluster: str, now: datetime) -> Root:
    return Root(
        expires=now + ROOT_LIFETIME,
        consistent_snapshot=True,
        unrecognized_fields={CLUSTER_FIELD: cluster},
    )


def new_targets(
    cluster: str, holders: Mapping[Mandate, Holders], now: datetime
) -> Targets:
    """It delegates and names nothing itself."""
    roles: dict[str, DelegatedRole] = {
        mandate: DelegatedRole(
            mandate.value,
            [key.keyid for key in one.keys],
            one.due,
            terminating=True,
            paths=[document_path(mandate, cluster)],
        )
        for mandate, one in holders.items()
    }
    keys = {key.keyid: key for one in holders.values() for key in one.keys}
    return Targets(
        expires=now + TARGETS_LIFETIME,
        delegations=Delegations(dict(keys), roles),
        unrecognized_fields={CLUSTER_FIELD: cluster},
    )


def delegated(targets: Targets, mandate: Mandate) -> DelegatedRole:
    role = targets.get_delegated_role(mandate)
    if not isinstance(role, DelegatedRole):
        raise CeremonyError("not_ours", detail="targets")
    return role


def sign_root(root: Root, signers: Sequence[Signer], old: Root) -> Metadata[Root]:
    metadata = sign(root, signers, root, "root")
    check_signed(metadata, [old], "root")
    return metadata


def sign[T: (Root, Targets)](
    signed: T, signers: Sequence[Signer], root: Root, role: str
) -> Metadata[T]:
    metadata = Metadata(signed)
    for signer in signers:
        metadata.sign(signer, append=True)
    check_signed(metadata, [root], role)
    return metadata


def check_signed[T: (Root, Targets)](
    metadata: Metadata[T], roots: Iterable[Root], role: str
) -> None:
    """Raises CeremonyError when not enough holders are there."""
    for root in roots:
        result = root.get_verification_result(
            role, metadata.signed_bytes, metadata.signatures
        )
        if not result:
            raise CeremonyError(
                "too_few_root_keys", have=len(result.signed), due=result.threshold
            )


def check_threshold(due: int, left: int) -> None:
    if left < due:
        raise CeremonyError("below_threshold", left=left, due=due)
