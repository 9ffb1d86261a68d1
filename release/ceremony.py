"""What the holders of the root keys do together: found, enrol, revoke, rotate, recover.

Two of three have to unlock their keys. Each step leaves a repository that every player
can follow, also when it is broken off in the middle.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from securesystemslib.signer import Signer, SSlibKey
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from release.charters import (
    Holders,
    check_signed,
    check_threshold,
    delegated,
    new_root,
    new_targets,
    sign,
    sign_root,
)
from release.errors import CeremonyError, PublishError
from release.mandates import ROOT_LIFETIME, TARGETS_LIFETIME, Mandate
from release.online import ONLINE_ROLES
from release.published import Published, root_versions
from release.repository import ClusterRepository
from release.signer.enrolment import Enrolment

ROOT_DUE = 2


def found(
    repository: ClusterRepository,
    root_keys: Sequence[SSlibKey],
    signers: Sequence[Signer],
    holders: Mapping[Mandate, Holders],
) -> None:
    """A new cluster's repository. Raises CeremonyError; never founds one twice."""
    with repository.locked():
        if (repository.metadata / "timestamp.json").exists():
            raise CeremonyError("repository_exists", cluster=repository.cluster)
        now = repository.clock()
        for one in holders.values():
            check_threshold(one.due, len(one.keys))
        online = repository.online.make()
        root = new_root(repository.cluster, now)
        for key in root_keys:
            root.add_key(key, "root")
            root.add_key(key, "targets")
        root.roles["root"].threshold = root.roles["targets"].threshold = ROOT_DUE
        for role, signer in online.items():
            root.add_key(signer.public_key, role)
        signed_root = sign(root, signers, root, "root")
        targets = sign(
            new_targets(repository.cluster, holders, now), signers, root, "targets"
        )
        repository.write_role("root", signed_root)
        repository.commit(
            {"targets": targets}, published=_nothing_yet(signed_root, targets)
        )
        repository.online.forget_others(root)


def enrol(
    repository: ClusterRepository,
    mandate: Mandate,
    key: SSlibKey,
    signers: Sequence[Signer],
    *,
    due: int | None = None,
) -> None:
    """`key` counts from now on; `due` changes how many have to sign."""
    with repository.locked():
        targets = _next_targets(repository)
        role = delegated(targets, mandate)
        if key.keyid in role.keyids and due in (None, role.threshold):
            raise CeremonyError("enrolled_already")
        targets.add_key(key, mandate)
        role.threshold = due or role.threshold
        check_threshold(role.threshold, len(role.keyids))
        _commit_targets(repository, targets, signers)


def revoke(
    repository: ClusterRepository,
    mandate: Mandate,
    keyid: str,
    signers: Sequence[Signer],
) -> None:
    """`keyid` counts no more. What it signed plays on until something newer is signed."""
    with repository.locked():
        targets = _next_targets(repository)
        role = delegated(targets, mandate)
        if keyid not in role.keyids:
            raise CeremonyError("not_among", keyid=keyid)
        check_threshold(role.threshold, len(role.keyids) - 1)
        targets.revoke_key(keyid, mandate)
        _commit_targets(repository, targets, signers)


def renew(repository: ClusterRepository, signers: Sequence[Signer]) -> None:
    """A year more for the root, half a year for the targets; nothing else changes."""
    with repository.locked():
        _commit_targets(repository, _next_targets(repository), signers)
        _write_root(repository, _next_root(repository), signers)


def rotate_online_keys(
    repository: ClusterRepository, signers: Sequence[Signer]
) -> None:
    """New online keys; the old ones count for nothing afterwards.

    What is fresh is first signed by both, so no player meets a moment in between; where
    the old ones are lost, players say "forged" until the new root is there.
    """
    with repository.locked():
        old = repository.published.root.signed
        root = _next_root(repository)
        lasting = _old_online(repository, old)
        made = repository.online.make()
        for role in ONLINE_ROLES:
            for keyid in list(root.roles[role].keyids):
                root.revoke_key(keyid, role)
            root.add_key(made[role].public_key, role)
        signed_root = sign_root(root, signers, old)
        both = {role: [*lasting[role], made[role]] for role in ONLINE_ROLES}
        repository.commit({}, signers=both)
        repository.write_role("root", signed_root)
        repository.online.forget_others(root)


def replace_root_key(
    repository: ClusterRepository,
    lost: str,
    new: SSlibKey,
    signers: Sequence[Signer],
) -> None:
    """The two who still have their keys put a new one in place of the lost one.

    The targets are signed anew first, by keys that count before and after.
    """
    with repository.locked():
        old = repository.published.root.signed
        if lost not in old.roles["root"].keyids:
            raise CeremonyError("not_among", keyid=lost)
        root = _next_root(repository)
        for role in ("root", "targets"):
            root.revoke_key(lost, role)
            root.add_key(new, role)
        signed_root = sign_root(root, signers, old)
        _commit_targets(repository, _next_targets(repository), signers, also=root)
        repository.write_role("root", signed_root)


def restore(
    repository: ClusterRepository, above: int, signers: Sequence[Signer]
) -> None:
    """After the disk was restored from a copy: every version above `above`."""
    repository.raise_above(above)
    with repository.locked():
        _commit_targets(repository, _next_targets(repository), signers)


def enrolments(repository: ClusterRepository) -> dict[Mandate, Enrolment]:
    """What the signer has to know of this cluster."""
    targets = repository.published.targets.signed
    return {
        mandate: Enrolment(due=role.threshold, keyids=tuple(role.keyids))
        for mandate in Mandate
        for role in [delegated(targets, mandate)]
    }


def _old_online(repository: ClusterRepository, root: Root) -> dict[str, list[Signer]]:
    """Those that are still there."""
    lasting: dict[str, list[Signer]] = {role: [] for role in ONLINE_ROLES}
    for role in ONLINE_ROLES:
        with suppress(PublishError):
            lasting[role].append(repository.online.signer(role, root))
    return lasting


def _nothing_yet(root: Metadata[Root], targets: Metadata[Targets]) -> Published:
    snapshot, timestamp = Snapshot(meta={}), Timestamp()
    snapshot.version = timestamp.version = 0
    return Published(root, Metadata(timestamp), Metadata(snapshot), targets)


def _next_root(repository: ClusterRepository) -> Root:
    root = repository.published.root.signed
    copy = Root.from_dict(root.to_dict())
    copy.version = max(root_versions(repository.metadata)) + 1
    copy.expires = repository.clock() + ROOT_LIFETIME
    return copy


def _next_targets(repository: ClusterRepository) -> Targets:
    targets = repository.published.targets.signed
    copy = Targets.from_dict(targets.to_dict())
    copy.version = max(targets.version, repository.record.targets) + 1
    copy.expires = repository.clock() + TARGETS_LIFETIME
    return copy


def _commit_targets(
    repository: ClusterRepository,
    targets: Targets,
    signers: Sequence[Signer],
    *,
    also: Root | None = None,
) -> None:
    """Signed so that it holds under the root that is published, and `also` under that."""
    root = repository.published.root.signed
    metadata = sign(targets, signers, root, "targets")
    if also is not None:
        check_signed(metadata, [also], "targets")
    repository.commit({"targets": metadata})


def _write_root(
    repository: ClusterRepository, root: Root, signers: Sequence[Signer]
) -> None:
    old = repository.published.root.signed
    repository.write_role("root", sign_root(root, signers, old))
