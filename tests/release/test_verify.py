"""What a player takes, and what it goes on with."""

from datetime import UTC, datetime, timedelta

import pytest

from release.ceremony import rotate_online_keys
from release.format import write_document
from release.mandates import Mandate
from release.trust import (
    Attack,
    NothingTrustedError,
    RefusedError,
    UnreachableError,
)
from tests.release.conftest import Gate
from tests.release.rooms import START, build_release


def test_a_player_takes_what_approvers_signed(gate: Gate) -> None:
    release = gate.room.publish(1)

    trusted = gate.start_player().refresh(gate.room.clock.now)

    assert trusted.release == release
    assert trusted.urgent is None
    assert not trusted.is_expired
    assert trusted.signed_at == START


def test_nothing_is_trusted_before_anything_was_signed(gate: Gate) -> None:
    player = gate.start_player()

    trusted = player.refresh(START)

    assert (trusted.release, trusted.urgent) == (None, None)
    with pytest.raises(NothingTrustedError):
        gate.start_player().boot()


def test_a_started_player_has_its_release_without_a_network(gate: Gate) -> None:
    release = gate.room.publish(1)
    gate.start_player().refresh(START)
    gate.shelf.asked.clear()

    trusted = gate.start_player().boot()

    assert trusted.release == release
    assert gate.shelf.asked == []


def test_an_idle_look_is_two_small_requests(gate: Gate) -> None:
    gate.room.publish(1)
    gate.room.publish_urgent(1)
    player = gate.start_player()
    player.refresh(START)
    gate.shelf.asked.clear()
    gate.shelf.sent_bytes = 0

    player.refresh(START)

    assert gate.shelf.asked == ["metadata/2.root.json", "metadata/timestamp.json"]
    assert gate.shelf.sent_bytes < 1000


def test_a_new_timestamp_alone_costs_no_more_requests(gate: Gate) -> None:
    gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    gate.room.clock.forward(minutes=5)
    gate.room.repository.refresh()
    gate.shelf.asked.clear()

    player.refresh(gate.room.clock.now)

    assert gate.shelf.asked == ["metadata/2.root.json", "metadata/timestamp.json"]


def test_an_expired_urgent_message_costs_no_more_requests_either(gate: Gate) -> None:
    gate.room.publish_urgent(1)
    gate.room.clock.forward(hours=25)
    gate.room.repository.refresh()
    player = gate.start_player()
    player.refresh(gate.room.clock.now)
    gate.shelf.asked.clear()

    trusted = player.refresh(gate.room.clock.now)

    assert trusted.urgent is None
    assert len(gate.shelf.asked) == 2


def test_an_urgent_message_arrives_in_five_requests(gate: Gate) -> None:
    gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    urgent = gate.room.publish_urgent(1)
    gate.shelf.asked.clear()

    trusted = player.refresh(START)

    assert trusted.urgent == urgent
    assert len(gate.shelf.asked) == 5


def test_an_urgent_message_ends_after_a_day_at_the_latest(gate: Gate) -> None:
    release = gate.room.publish(1)
    gate.room.publish_urgent(1)
    player = gate.start_player()
    player.refresh(START)
    gate.room.clock.forward(hours=24)
    gate.room.repository.refresh()

    trusted = player.refresh(gate.room.clock.now)

    assert trusted.urgent is None
    assert trusted.release == release


def test_what_is_wrong_with_the_release_does_not_hold_up_an_urgent_message(
    gate: Gate,
) -> None:
    old = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    gate.room.publish(2)
    urgent = gate.room.publish_urgent(1)
    gate.shelf.instead["metadata/2.approve.json"] = b"{}"

    first = player.refresh(START)

    assert (first.release, first.urgent) == (old, urgent)
    with pytest.raises(RefusedError):
        player.refresh(START)
    assert gate.start_player().boot().urgent == urgent


def test_a_release_that_ran_out_is_shown_and_said_to_have_run_out(gate: Gate) -> None:
    release = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    gate.room.clock.forward(days=61)
    gate.room.repository.refresh()

    trusted = player.refresh(gate.room.clock.now)

    assert trusted.release == release
    assert trusted.is_expired


def test_a_clock_of_1970_takes_what_is_signed(gate: Gate) -> None:
    release = gate.room.publish(1)

    trusted = gate.start_player().refresh(datetime(1970, 1, 1, tzinfo=UTC))

    assert trusted.release == release
    assert trusted.signed_at == START


def test_a_clock_of_2040_changes_nothing_and_can_be_set_right(gate: Gate) -> None:
    old = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    new = gate.room.publish(2)

    with pytest.raises(RefusedError) as refused:
        player.refresh(datetime(2040, 1, 1, tzinfo=UTC))

    assert refused.value.attack is Attack.FROZEN
    assert player.boot().release == old
    assert player.refresh(START).release == new


def test_a_clock_set_back_does_not_bring_old_freshness_back(gate: Gate) -> None:
    gate.room.publish(1)
    stale = (gate.room.served / "metadata/timestamp.json").read_bytes()
    player = gate.start_player()
    player.refresh(START)
    for _ in range(2):
        gate.room.clock.forward(minutes=14)
        gate.room.repository.refresh()
        player.refresh(gate.room.clock.now)
    gate.shelf.instead["metadata/timestamp.json"] = stale

    with pytest.raises(RefusedError) as refused:
        gate.start_player().refresh(START - timedelta(hours=1))

    assert refused.value.attack is Attack.FROZEN


def test_a_release_that_is_dated_in_the_future_does_not_move_the_clock(
    gate: Gate,
) -> None:
    dated = build_release(1, at=datetime(2099, 1, 1, tzinfo=UTC))
    gate.room.bring_out(Mandate.APPROVE, write_document(dated))
    player = gate.start_player()

    assert player.refresh(START).signed_at == START
    assert player.refresh(START).release == dated


def test_a_silent_server_is_unreachable_and_not_an_attack(gate: Gate) -> None:
    release = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    (gate.room.served / "metadata/timestamp.json").unlink()

    with pytest.raises(UnreachableError):
        player.refresh(START)

    assert player.boot().release == release


def test_a_captive_portal_is_unreachable_and_not_an_attack(gate: Gate) -> None:
    page = b"<!doctype html><title>Wi-Fi</title>"
    gate.shelf.instead.update(
        {"metadata/2.root.json": page, "metadata/timestamp.json": page}
    )

    with pytest.raises(UnreachableError):
        gate.start_player().refresh(START)


def test_a_root_key_ceremony_is_followed(gate: Gate) -> None:
    gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    rotate_online_keys(gate.room.repository, gate.room.roots[:2])
    new = gate.room.publish(2)

    assert player.refresh(START).release == new
    assert gate.start_player().boot().release == new
    assert gate.start_player("new").refresh(START).release == new
