"""Killed at each step of publishing or taking up: the old state or the new one, whole."""

import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from release.trust import Attack, NothingTrustedError, RefusedError
from tests.release.conftest import Gate
from tests.release.rooms import START, Room
from tests.release.serving import FolderTransport


def crash_everywhere(scenario: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.release.crashing", scenario, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_killed_while_publishing_the_old_release_or_the_new_one_is_out(
    tmp_path: Path,
) -> None:
    lines = crash_everywhere("publish", tmp_path)

    assert len(lines) > 15
    assert {seq for line in lines for seq in line["left"]} == {1, 2}
    assert [line for line in lines if line["after"] != 2] == []
    seqs = [line["left"][0] for line in lines]
    assert seqs == sorted(seqs)


def test_killed_while_taking_up_a_player_starts_with_the_old_or_the_new(
    tmp_path: Path,
) -> None:
    lines = crash_everywhere("refresh", tmp_path)

    assert len(lines) > 10
    assert {seq for line in lines for seq in line["left"]} == {1, 2}
    assert [line for line in lines if line["after"] != 2 or line["rubbish"]] == []


def test_killed_while_signing_the_signer_keeps_its_floor_and_goes_on(
    tmp_path: Path,
) -> None:
    lines = crash_everywhere("sign", tmp_path)

    assert len(lines) > 15
    assert {line["old"] for line in lines} == {"seq_not_growing"}
    assert {line["after"] for line in lines} == {"1"}
    assert {tuple(line["logged"]) for line in lines} == {(1,), (1, 2)}


@pytest.mark.parametrize("ceremony", ["rotate", "replace-root"])
def test_killed_during_a_ceremony_every_player_can_follow(
    tmp_path: Path, ceremony: str
) -> None:
    lines = crash_everywhere(ceremony, tmp_path)

    assert len(lines) > 15
    assert {seq for line in lines for seq in line["left"]} == {1}
    assert {seq for line in lines for seq in line["after"]} == {2}


@pytest.mark.parametrize("copy", ["a", "b"])
def test_one_zeroed_copy_of_the_state_costs_nothing(
    room: Room, tmp_path: Path, copy: str
) -> None:
    transport = FolderTransport(room.served)
    release = room.publish(1)
    room.verifier(tmp_path / "player", transport).refresh(START)
    state = tmp_path / f"player/state.{copy}"
    state.write_bytes(bytes(state.stat().st_size))

    assert room.verifier(tmp_path / "player", transport).boot().release == release


def test_a_zeroed_state_takes_nothing_older_and_recovers(
    gate: Gate, tmp_path: Path
) -> None:
    gate.room.publish(1)
    old = {
        f"metadata/{name}": (gate.room.served / f"metadata/{name}").read_bytes()
        for name in ("timestamp.json",)
    }
    new = gate.room.publish(2)
    gate.start_player().refresh(START)
    for state in (tmp_path / "player").glob("state.*"):
        state.write_bytes(bytes(state.stat().st_size))
    player = gate.start_player()
    with pytest.raises(NothingTrustedError):
        player.boot()

    gate.shelf.instead = old
    with pytest.raises(RefusedError) as refused:
        player.refresh(START)
    assert refused.value.attack is Attack.ROLLBACK

    gate.shelf.instead = {}
    assert player.refresh(START).release == new


def test_a_full_disk_changes_nothing_and_is_got_over(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = gate.room.publish(1)
    player = gate.start_player()
    player.refresh(START)
    new = gate.room.publish(2)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            player.refresh(START)
    assert player.boot().release == old
    assert gate.start_player().boot().release == old

    assert player.refresh(START).release == new


def test_a_zeroed_floor_is_found_again_in_the_state(gate: Gate, tmp_path: Path) -> None:
    release = gate.room.publish(1)
    gate.start_player().refresh(START)
    for floor in (tmp_path / "player").glob("floor.*"):
        floor.write_bytes(bytes(floor.stat().st_size))

    player = gate.start_player()

    assert player.boot().release == release
    assert player.refresh(START).release == release
    assert (tmp_path / "player/floor.a").read_bytes().strip(b"\0")


def test_an_old_state_put_back_by_hand_is_not_taken(gate: Gate, tmp_path: Path) -> None:
    gate.room.publish(1)
    gate.start_player().refresh(START)
    old = (tmp_path / "player/state.a").read_bytes()
    gate.room.publish(2)
    gate.start_player().refresh(START)
    for state in (tmp_path / "player").glob("state.*"):
        state.write_bytes(old)

    with pytest.raises(NothingTrustedError):
        gate.start_player().boot()
