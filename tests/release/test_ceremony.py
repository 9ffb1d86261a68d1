"""What the holders of the root keys do, followed by a player that knows the first root."""

from pathlib import Path

import pytest
from securesystemslib.signer import Signer

from release.ceremony import (
    enrol,
    enrolments,
    renew,
    replace_root_key,
    revoke,
    rotate_online_keys,
)
from release.errors import CeremonyError, PublishError
from release.format import write_document
from release.mandates import Mandate
from release.trust import Attack, RefusedError
from release.verify import ClusterVerifier
from tests.release.rooms import Room, build_release, new_signers
from tests.release.serving import FolderTransport


@pytest.fixture
def player(room: Room, tmp_path: Path) -> ClusterVerifier:
    room.publish(1)
    player = room.verifier(tmp_path / "player", FolderTransport(room.served))
    player.refresh(room.clock.now)
    return player


def newcomer(room: Room, tmp_path: Path) -> ClusterVerifier:
    return room.verifier(tmp_path / "newcomer", FolderTransport(room.served))


def test_one_root_key_is_not_enough(room: Room) -> None:
    key = new_signers(1)[0].public_key

    with pytest.raises(CeremonyError) as refused:
        enrol(room.repository, Mandate.APPROVE, key, room.roots[:1])

    assert refused.value.code == "too_few_root_keys"
    assert key.keyid not in enrolments(room.repository)[Mandate.APPROVE].keyids


def test_a_repository_is_not_founded_twice(room: Room) -> None:
    before = room.pinned

    with pytest.raises(CeremonyError) as refused:
        Room(room.folder)

    assert refused.value.code == "repository_exists"
    assert room.pinned == before


def test_a_new_approver_counts_after_enrolment(
    room: Room, player: ClusterVerifier
) -> None:
    new = new_signers(1)[0]
    document = write_document(build_release(2))
    statement = room.repository.draw_up(Mandate.APPROVE, document)
    signature = new.sign(statement.payload)
    with pytest.raises(PublishError):
        room.repository.publish(statement, document, [signature])

    enrol(room.repository, Mandate.APPROVE, new.public_key, room.roots[1:])
    room.repository.publish(statement, document, [signature])

    assert player.refresh(room.clock.now).release == build_release(2)


def test_from_the_ceremony_on_two_have_to_sign(room: Room) -> None:
    key = room.approvers[0].public_key
    enrol(room.repository, Mandate.APPROVE, key, room.roots[:2], due=2)

    with pytest.raises(PublishError) as refused:
        room.publish(1)

    assert refused.value.code == "too_few_signatures"
    assert enrolments(room.repository)[Mandate.APPROVE].due == 2


def test_what_a_revoked_approver_signed_plays_on_until_it_is_signed_anew(
    room: Room, player: ClusterVerifier, tmp_path: Path
) -> None:
    lost = room.approvers.pop(0)
    revoke(room.repository, Mandate.APPROVE, lost.public_key.keyid, room.roots[:2])

    with pytest.raises(RefusedError) as refused:
        player.refresh(room.clock.now)
    assert refused.value.attack is Attack.FORGED
    again = room.verifier(tmp_path / "player", FolderTransport(room.served))
    assert again.boot().release == player.boot().release

    new = room.publish(2)
    assert player.refresh(room.clock.now).release == new


def test_keys_are_not_revoked_below_what_is_due(tmp_path: Path) -> None:
    room = Room(tmp_path, due=3)
    keyid = room.approvers[0].public_key.keyid

    with pytest.raises(CeremonyError) as refused:
        revoke(room.repository, Mandate.APPROVE, keyid, room.roots[:2])

    assert refused.value.code == "below_threshold"


def test_old_online_keys_count_for_nothing_after_rotation(
    room: Room, player: ClusterVerifier, tmp_path: Path
) -> None:
    root = room.repository.published.root.signed
    old: Signer = room.repository.online.signer("timestamp", root)
    rotate_online_keys(room.repository, room.roots[:2])
    new = room.publish(2)
    assert player.refresh(room.clock.now).release == new
    timestamp = room.repository.published.timestamp
    timestamp.signed.version += 1
    timestamp.sign(old)
    room.repository.write("metadata/timestamp.json", timestamp.to_bytes())

    with pytest.raises(RefusedError) as refused:
        player.refresh(room.clock.now)

    assert refused.value.attack is Attack.FORGED
    assert len(list((room.folder / "online" / room.cluster).iterdir())) == 2


def test_a_server_that_lost_its_online_keys_gets_new_ones(
    room: Room, player: ClusterVerifier
) -> None:
    for path in (room.folder / "online" / room.cluster).iterdir():
        path.unlink()
    with pytest.raises(PublishError):
        room.publish(2)

    rotate_online_keys(room.repository, room.roots[:2])

    assert player.refresh(room.clock.now).release is not None
    new = room.publish(2)
    assert player.refresh(room.clock.now).release == new


def test_a_lost_root_key_is_replaced_by_the_other_two(
    room: Room, player: ClusterVerifier, tmp_path: Path
) -> None:
    lost, new = room.roots[0], new_signers(1)[0]
    keyid = lost.public_key.keyid
    replace_root_key(room.repository, keyid, new.public_key, room.roots[1:])
    release = room.publish(2)

    assert player.refresh(room.clock.now).release == release
    assert newcomer(room, tmp_path).refresh(room.clock.now).release == release
    with pytest.raises(CeremonyError):
        renew(room.repository, [lost, room.roots[1]])
    renew(room.repository, [new, room.roots[1]])
    assert player.refresh(room.clock.now).release == release


def test_two_lost_root_keys_cannot_be_replaced(room: Room) -> None:
    new = new_signers(2)

    with pytest.raises(CeremonyError) as refused:
        replace_root_key(
            room.repository,
            room.roots[0].public_key.keyid,
            new[0].public_key,
            [room.roots[2], *new],
        )

    assert refused.value.code == "too_few_root_keys"


def test_a_year_can_be_added(room: Room, player: ClusterVerifier) -> None:
    room.clock.forward(days=170)
    release = room.publish(2)
    renew(room.repository, room.roots[:2])
    room.clock.forward(days=40)
    room.repository.refresh()

    trusted = player.refresh(room.clock.now)

    assert trusted.release == release
