"""What is published, what is refused, and what a restored server does."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from release.ceremony import restore
from release.errors import PublishError
from release.format import write_document
from release.mandates import Mandate
from release.online import OnlineKeys
from release.repository import ClusterRepository
from release.sweeping import KEPT_VERSIONS
from release.trust import Attack, RefusedError
from tests.release.rooms import Room, build_release, build_urgent
from tests.release.serving import FolderTransport


def files_of(room: Room) -> dict[str, bytes]:
    return {
        str(path.relative_to(room.served)): path.read_bytes()
        for path in room.served.rglob("*")
        if path.is_file()
    }


def test_documents_are_named_by_their_digest_and_metadata_by_version(
    room: Room,
) -> None:
    room.publish(1)
    room.publish_urgent(1)

    names = {name.rpartition("/")[2].partition(".")[2] for name in files_of(room)}

    assert {"timetable.json", "urgent.json", "approve.json", "root.json"} <= names
    assert (room.served / "metadata/timestamp.json").exists()
    assert not (room.served / "metadata/root.json").exists()


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_number_that_does_not_grow_is_refused(room: Room, seq: int) -> None:
    room.publish(3)
    before = files_of(room)

    with pytest.raises(PublishError) as refused:
        room.publish(seq, pixels=b"other")

    assert refused.value.code == "seq_not_growing"
    assert files_of(room) == before


def test_the_same_release_may_be_signed_again_to_live_longer(room: Room) -> None:
    document = write_document(build_release(1))
    room.bring_out(Mandate.APPROVE, document)
    room.clock.forward(days=50)

    statement = room.bring_out(Mandate.APPROVE, document)

    assert room.repository.published.version_of(Mandate.APPROVE) == statement.version


def test_published_twice_it_is_published_once(room: Room) -> None:
    document = write_document(build_release(1))
    statement = room.bring_out(Mandate.APPROVE, document)
    before = files_of(room)

    room.repository.publish(statement, document, room.sign(statement))

    assert files_of(room) == before


def test_too_few_signatures_are_refused(tmp_path: Path) -> None:
    room = Room(tmp_path, due=2)
    document = write_document(build_release(1))
    statement = room.repository.draw_up(Mandate.APPROVE, document)
    before = files_of(room)

    with pytest.raises(PublishError) as refused:
        room.repository.publish(statement, document, room.sign(statement)[:1])

    assert refused.value.code == "too_few_signatures"
    assert "1/2" in refused.value.vietnamese
    assert files_of(room) == before


def test_one_approver_who_signs_twice_counts_once(tmp_path: Path) -> None:
    room = Room(tmp_path, due=2)
    document = write_document(build_release(1))
    statement = room.repository.draw_up(Mandate.APPROVE, document)

    with pytest.raises(PublishError) as refused:
        room.repository.publish(statement, document, room.sign(statement)[:1] * 2)

    assert refused.value.code == "too_few_signatures"


def test_a_document_that_was_not_signed_is_refused(room: Room) -> None:
    statement = room.repository.draw_up(
        Mandate.APPROVE, write_document(build_release(1))
    )
    other = write_document(build_release(1, pixels=b"other"))

    with pytest.raises(PublishError) as refused:
        room.repository.publish(statement, other, room.sign(statement))

    assert refused.value.code == "digests_differ"


def test_another_clusters_document_is_refused(room: Room) -> None:
    document = write_document(build_release(1, cluster="sa-pa"))

    with pytest.raises(PublishError) as refused:
        room.repository.draw_up(Mandate.APPROVE, document)

    assert refused.value.code == "another_cluster"


def test_an_urgent_document_is_no_release(room: Room) -> None:
    with pytest.raises(PublishError) as refused:
        room.repository.draw_up(Mandate.APPROVE, write_document(build_urgent(1)))

    assert refused.value.code == "not_ours"


def test_a_statement_that_ran_out_is_refused(room: Room) -> None:
    document = write_document(build_urgent(1))
    statement = room.repository.draw_up(Mandate.URGENT, document)
    room.clock.forward(hours=24)

    with pytest.raises(PublishError) as refused:
        room.repository.publish(statement, document, room.sign(statement))

    assert refused.value.code == "statement_expired"


def test_a_statement_drawn_up_by_hand_for_longer_has_no_signature_that_holds(
    room: Room,
) -> None:
    document = write_document(build_urgent(1))
    statement = room.repository.draw_up(Mandate.URGENT, document)
    signatures = room.sign(statement)
    longer = replace(statement, version=statement.version + 1)

    with pytest.raises(PublishError) as refused:
        room.repository.publish(longer, document, signatures)

    assert refused.value.code == "too_few_signatures"


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for name in ("../x", "a/b", "", ".", "a*", "-a", "a.b", "a" * 61):
        with pytest.raises(PublishError):
            ClusterRepository(tmp_path, name, OnlineKeys(tmp_path))


def test_two_do_not_publish_at_once(room: Room) -> None:
    other = ClusterRepository(
        room.served, room.cluster, room.repository.online, patience_seconds=0
    )

    with room.repository.locked(), pytest.raises(PublishError) as refused:
        other.refresh()

    assert refused.value.code == "busy"


def test_who_publishes_at_once_waits_for_the_other(room: Room) -> None:
    before = room.repository.published.timestamp.signed.version

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: room.repository.refresh(), range(16)))

    assert room.repository.published.timestamp.signed.version == before + 16


def test_a_refresh_renews_the_timestamp_and_seldom_the_snapshot(room: Room) -> None:
    room.publish(1)
    first = room.repository.published
    room.clock.forward(minutes=5)
    room.repository.refresh()
    second = room.repository.published
    room.clock.forward(days=4)
    room.repository.refresh()
    third = room.repository.published

    assert second.timestamp.signed.version == first.timestamp.signed.version + 1
    assert second.snapshot.signed.version == first.snapshot.signed.version
    assert third.snapshot.signed.version == first.snapshot.signed.version + 1


def test_old_metadata_and_documents_are_swept_and_roots_are_not(room: Room) -> None:
    for seq in range(1, KEPT_VERSIONS + 10):
        room.publish(seq)

    names = [path.name for path in (room.served / "metadata").iterdir()]
    documents = list((room.served / "targets" / room.cluster).iterdir())

    assert len([one for one in names if one.endswith(".approve.json")]) == KEPT_VERSIONS
    assert (
        len([one for one in names if one.endswith(".snapshot.json")]) == KEPT_VERSIONS
    )
    assert len(documents) == KEPT_VERSIONS
    assert "1.root.json" in names


def test_a_database_of_yesterday_cannot_publish_its_numbers_again(room: Room) -> None:
    for seq in (1, 2, 3):
        room.publish(seq)

    with pytest.raises(PublishError):
        room.publish(2, pixels=b"from yesterday's database")

    assert room.repository.next_seq(Mandate.APPROVE) == 4


def test_after_a_disk_of_yesterday_no_player_is_stuck_and_nothing_returns(
    room: Room, tmp_path: Path
) -> None:
    withdrawn = room.publish(1)
    room.publish_urgent(1)
    yesterday = shutil.copytree(room.served, tmp_path / "yesterday")
    player = room.verifier(tmp_path / "player", FolderTransport(room.served))
    shown = room.publish(2)
    room.publish_urgent(2)
    player.refresh(room.clock.now)
    shutil.rmtree(room.served)
    shutil.copytree(yesterday, room.served)

    room.repository.refresh()
    with pytest.raises(RefusedError) as refused:
        player.refresh(room.clock.now)
    assert refused.value.attack is Attack.ROLLBACK

    restore(room.repository, 1000, room.roots[:2])
    newcomer = room.verifier(tmp_path / "newcomer", FolderTransport(room.served))
    assert newcomer.refresh(room.clock.now).release is None
    assert player.boot().release == shown != withdrawn

    urgent = room.publish_urgent(1001)
    new = room.publish(1001)
    for one in (player, newcomer):
        trusted = one.refresh(room.clock.now)
        assert (trusted.release, trusted.urgent) == (new, urgent)


def test_versions_are_not_raised_below_what_was_published(room: Room) -> None:
    room.publish(50)

    with pytest.raises(PublishError) as refused:
        room.repository.raise_above(20)

    assert refused.value.code == "not_above"
