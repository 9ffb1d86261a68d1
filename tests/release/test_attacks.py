"""The six classic attacks and their kin: each is refused by its name, and the wall plays on."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from securesystemslib.signer import Signer
from tuf.api.metadata import MetaFile, Snapshot, TargetFile

from release.ceremony import revoke, rotate_online_keys
from release.format import Release, write_document
from release.freshness import make_snapshot, make_timestamp
from release.mandates import DOCUMENT_NAMES, Mandate, document_address, document_path
from release.trust import Attack, RefusedError
from release.verify import ClusterVerifier
from tests.release.conftest import Gate
from tests.release.rooms import START, Room, build_release, build_urgent
from tests.release.serving import serve


def refused(player: ClusterVerifier, gate: Gate) -> Attack:
    with pytest.raises(RefusedError) as caught:
        player.refresh(gate.room.clock.now)
    return caught.value.attack


def playing(gate: Gate) -> tuple[ClusterVerifier, Release]:
    """A player that shows release 1."""
    release = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    return player, release


def still_plays(gate: Gate, release: Release) -> bool:
    return gate.start_player().boot().release == release


def test_rollback_is_refused(gate: Gate, tmp_path: Path) -> None:
    playing(gate)
    yesterday = shutil.copytree(gate.room.served, tmp_path / "yesterday")
    gate.room.clock.forward(minutes=1)
    new = gate.room.publish(2)
    player = gate.start_player()
    player.refresh(gate.room.clock.now)
    gate.shelf.folder = yesterday

    assert refused(player, gate) is Attack.ROLLBACK
    assert still_plays(gate, new)


def test_freeze_is_told_and_the_release_plays_on(gate: Gate) -> None:
    player, release = playing(gate)
    gate.room.clock.forward(minutes=16)

    assert refused(player, gate) is Attack.FROZEN
    assert still_plays(gate, release)


@pytest.mark.parametrize("role", ["snapshot", "approve"])
def test_mix_and_match_is_refused(gate: Gate, role: str) -> None:
    player, release = playing(gate)
    metadata = gate.room.served / "metadata"
    old = max(metadata.glob(f"*.{role}.json")).read_bytes()
    gate.room.publish(2)
    newest = max(metadata.glob(f"*.{role}.json")).name
    gate.shelf.instead[f"metadata/{newest}"] = old

    assert refused(player, gate) is Attack.MIXED
    assert still_plays(gate, release)


@pytest.mark.parametrize(
    "kind", ["root", "timestamp", "snapshot", "approve", "document"]
)
def test_endless_data_is_cut_off(gate: Gate, kind: str) -> None:
    player, release = playing(gate)
    before = set(gate.room.served.rglob("*.json"))
    gate.room.publish(2)
    new = set(gate.room.served.rglob("*.json")) - before
    addresses = {str(path.relative_to(gate.room.served)) for path in new}
    address = {
        "root": "metadata/2.root.json",
        "timestamp": "metadata/timestamp.json",
        "document": next(one for one in addresses if one.startswith("targets")),
    }.get(kind) or next(one for one in addresses if f".{kind}." in one)
    gate.shelf.endless.add(address)

    assert refused(player, gate) is Attack.ENDLESS
    assert still_plays(gate, release)


@pytest.fixture
def neighbour(gate: Gate, tmp_path: Path) -> Room:
    """Another cluster of the same people."""
    room = Room(
        tmp_path / "neighbour",
        cluster="sa-pa",
        roots=gate.room.roots,
        approvers=gate.room.approvers,
        heads=gate.room.heads,
    )
    room.publish(5)
    return room


def test_another_clusters_repository_is_refused(gate: Gate, neighbour: Room) -> None:
    player, release = playing(gate)
    gate.shelf.folder = neighbour.served

    assert refused(player, gate) is Attack.ANOTHER_CLUSTERS
    assert still_plays(gate, release)


def test_another_clusters_root_is_refused_though_the_same_people_signed_it(
    gate: Gate, neighbour: Room
) -> None:
    player, release = playing(gate)
    rotate_online_keys(neighbour.repository, neighbour.roots[:2])
    gate.shelf.folder = neighbour.served

    assert refused(player, gate) is Attack.ANOTHER_CLUSTERS
    assert refused(gate.start_player("new"), gate) is Attack.ANOTHER_CLUSTERS
    assert still_plays(gate, release)


def test_another_clusters_release_is_refused_though_an_approver_signed_it(
    gate: Gate,
) -> None:
    player, release = playing(gate)
    theirs = write_document(build_release(2, cluster="sa-pa"))
    _publish_unchecked(gate.room, theirs)

    assert refused(player, gate) is Attack.ANOTHER_CLUSTERS
    assert still_plays(gate, release)


def test_swapped_keys_are_refused(gate: Gate, tmp_path: Path) -> None:
    player, release = playing(gate)
    forger = Room(tmp_path / "forger")
    forger.publish(9)
    gate.shelf.folder = forger.served

    assert refused(player, gate) is Attack.FORGED
    assert refused(gate.start_player("new"), gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_a_bogus_next_root_is_told_and_forgotten_once_it_is_gone(
    gate: Gate, tmp_path: Path
) -> None:
    player, release = playing(gate)
    forger = Room(tmp_path / "forger")
    rotate_online_keys(forger.repository, forger.roots[:2])
    bogus = (forger.served / "metadata/2.root.json").read_bytes()
    gate.shelf.instead["metadata/2.root.json"] = bogus
    new = gate.room.publish(2)

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)
    del gate.shelf.instead["metadata/2.root.json"]
    assert player.refresh(START).release == new


@pytest.mark.parametrize("mandate", list(Mandate))
def test_a_document_exchanged_under_its_name_is_refused(
    gate: Gate, mandate: Mandate
) -> None:
    player, release = playing(gate)
    publish, exchanged = {
        Mandate.APPROVE: (gate.room.publish, build_release(2, pixels=b"evil 2")),
        Mandate.URGENT: (gate.room.publish_urgent, build_urgent(2, pixels=b"storm")),
    }[mandate]
    publish(2)
    for path in (gate.room.served / "targets").rglob(f"*.{DOCUMENT_NAMES[mandate]}"):
        address = str(path.relative_to(gate.room.served))
        gate.shelf.instead[address] = write_document(exchanged)

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_stolen_online_keys_cannot_name_a_picture(gate: Gate) -> None:
    player, release = playing(gate)
    evil = write_document(build_release(2, pixels=b"evil"))
    online = gate.room.repository.online
    root = gate.room.repository.published.root.signed
    thief = [online.signer(role, root) for role in ("snapshot", "timestamp")]
    _publish_unchecked(gate.room, evil, signers=thief)

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_stolen_online_keys_cannot_bring_an_old_release_back(gate: Gate) -> None:
    playing(gate)
    old = gate.room.repository.published.snapshot.signed
    gate.room.publish(2)
    player = gate.start_player()
    player.refresh(START)
    _sign_online(gate.room, lambda snapshot: {**snapshot.meta, **old.meta})

    assert refused(player, gate) is Attack.ROLLBACK


def test_stolen_online_keys_cannot_bring_it_back_after_a_power_cut(gate: Gate) -> None:
    playing(gate)
    old = gate.room.repository.published.snapshot.signed
    new = gate.room.publish(2)
    gate.start_player().refresh(START)
    _cut_power(gate)
    _sign_online(gate.room, lambda snapshot: {**snapshot.meta, **old.meta})

    assert refused(gate.start_player(), gate) is Attack.ROLLBACK
    gate.room.publish(3)
    assert gate.start_player().refresh(START).release != new


def test_stolen_online_keys_cannot_make_a_release_disappear(gate: Gate) -> None:
    player, release = playing(gate)
    _sign_online(
        gate.room,
        lambda snapshot: {"targets.json": snapshot.meta["targets.json"]},
    )

    assert refused(player, gate) is Attack.ROLLBACK
    assert still_plays(gate, release)


def test_nor_after_a_power_cut(gate: Gate) -> None:
    playing(gate)
    _cut_power(gate)
    _sign_online(
        gate.room,
        lambda snapshot: {"targets.json": snapshot.meta["targets.json"]},
    )

    assert refused(gate.start_player(), gate) is Attack.ROLLBACK


def test_what_was_signed_and_never_published_cannot_be_slipped_in(gate: Gate) -> None:
    player, release = playing(gate)
    repository = gate.room.repository
    dropped = write_document(build_release(2, pixels=b"dropped"))
    statement = repository.draw_up(Mandate.APPROVE, dropped)
    metadata = statement.metadata
    metadata.sign(gate.room.approvers[0])
    gate.room.publish(2)
    address = f"metadata/{statement.version}.approve.json"
    gate.shelf.instead[address] = metadata.to_bytes()
    path = document_address(Mandate.APPROVE, gate.room.cluster, statement.sha256)
    gate.shelf.instead[path] = dropped

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_one_approver_where_two_are_due_is_refused(tmp_path: Path) -> None:
    room = Room(tmp_path, due=2)
    with serve(room.served) as (shelf, transport):
        gate = Gate(room, shelf, transport, tmp_path)
        player, release = playing(gate)
        alone = write_document(build_release(2, pixels=b"alone"))
        _publish_unchecked(room, alone, signers=room.approvers[:1])

        assert refused(player, gate) is Attack.FORGED
        assert still_plays(gate, release)


def test_an_urgent_key_cannot_name_the_release(gate: Gate) -> None:
    player, release = playing(gate)
    other = write_document(build_release(2, pixels=b"other"))
    _publish_unchecked(gate.room, other, signers=gate.room.heads)

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_a_revoked_approver_is_refused(gate: Gate) -> None:
    player, release = playing(gate)
    revoked = gate.room.approvers[0]
    keyid = revoked.public_key.keyid
    revoke(gate.room.repository, Mandate.APPROVE, keyid, gate.room.roots[:2])
    theirs = write_document(build_release(2, pixels=b"theirs"))
    _publish_unchecked(gate.room, theirs, signers=[revoked])

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_a_head_cannot_name_the_timetable_beside_the_urgent_document(
    gate: Gate,
) -> None:
    player, release = playing(gate)
    urgent = write_document(build_urgent(1))
    metadata = gate.room.repository.draw_up(Mandate.URGENT, urgent).metadata
    path = document_path(Mandate.APPROVE, gate.room.cluster)
    metadata.signed.targets[path] = TargetFile(1, {"sha256": "0" * 64}, path)
    metadata.sign(gate.room.heads[0])
    with gate.room.repository.locked():
        gate.room.repository.commit({Mandate.URGENT: metadata})

    assert refused(player, gate) is Attack.FORGED
    assert still_plays(gate, release)


def test_a_revoked_approver_does_not_come_back_with_a_power_cut(gate: Gate) -> None:
    player, _ = playing(gate)
    repository = gate.room.repository
    old = repository.published.snapshot.signed.meta["targets.json"]
    revoked = gate.room.approvers.pop(0)
    keyid = revoked.public_key.keyid
    revoke(repository, Mandate.APPROVE, keyid, gate.room.roots[:2])
    gate.room.publish(2)
    player.refresh(START)
    _cut_power(gate)
    theirs = write_document(build_release(3, pixels=b"theirs"))
    _publish_unchecked(gate.room, theirs, signers=[revoked])
    _sign_online(gate.room, lambda snapshot: {**snapshot.meta, "targets.json": old})

    assert refused(gate.start_player(), gate) is Attack.ROLLBACK


def test_old_online_keys_do_not_come_back_with_a_power_cut(
    gate: Gate, tmp_path: Path
) -> None:
    player, _ = playing(gate)
    before = shutil.copytree(gate.room.served, tmp_path / "before")
    rotate_online_keys(gate.room.repository, gate.room.roots[:2])
    player.refresh(START)
    _cut_power(gate)
    gate.shelf.folder = before

    assert refused(gate.start_player(), gate) is Attack.ROLLBACK


def test_a_newcomer_does_not_take_a_release_that_ran_out(gate: Gate) -> None:
    playing(gate)
    gate.room.clock.forward(days=61)
    gate.room.repository.refresh()

    assert refused(gate.start_player("new"), gate) is Attack.FROZEN


def _cut_power(gate: Gate) -> None:
    """Zeroes the player's state, as a file system may that had not written it yet."""
    for copy in (gate.folder / "player").glob("state.*"):
        copy.write_bytes(bytes(copy.stat().st_size))


def _publish_unchecked(
    room: Room, document: bytes, signers: Sequence[Signer] | None = None
) -> None:
    """As a hub would that checks nothing and has the online keys."""
    mine = write_document(build_release(2, cluster=room.cluster))
    statement = room.repository.draw_up(Mandate.APPROVE, mine)
    digest = hashlib.sha256(document).hexdigest()
    statement = replace(statement, sha256=digest, size_bytes=len(document))
    metadata = statement.metadata
    for signer in signers or room.approvers[: room.due]:
        metadata.sign(signer, append=True)
    room.repository.write(
        document_address(Mandate.APPROVE, room.cluster, digest), document
    )
    with room.repository.locked():
        room.repository.commit({Mandate.APPROVE: metadata})


def _sign_online(room: Room, change: Callable[[Snapshot], dict[str, MetaFile]]) -> None:
    """What a thief of the online keys can do: another snapshot, and a fresh timestamp."""
    published, online = room.repository.published, room.repository.online
    root = published.root.signed
    old = published.snapshot.signed
    snapshot = make_snapshot(
        old, {}, (), version=old.version + 1, now=START, cluster=room.cluster
    )
    snapshot.signed.meta = change(old)
    snapshot.sign(online.signer("snapshot", root))
    timestamp = make_timestamp(
        snapshot,
        version=published.timestamp.signed.version + 1,
        now=START,
        cluster=room.cluster,
    )
    timestamp.sign(online.signer("timestamp", root))
    room.repository.write_role("snapshot", snapshot)
    room.repository.write("metadata/timestamp.json", timestamp.to_bytes())
