"""The player with the verifier it has at a gate, against a repository that people signed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from player.alarms import Alarms
from player.clock import Clock as PlayerClock
from player.looking import Looking, Verifiers
from player.sources import FolderSource, HttpSource
from player.store import Store
from player.usb import bring_in
from release.format import Loop, write_document
from release.mandates import Mandate
from release.reports import AlarmCode, Rung
from release.trust import Attack, RefusedError
from tests.player.builders import CLUSTER, always, interrupt_of, urgent_of
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for, running
from tests.player.waiting import eventually
from tests.player.web import Web, serving
from tests.release.rooms import Clock, Room

FIRST, SECOND, ALERT = (clip_loop(number) for number in range(3))
NOW = datetime.now(UTC)


class Gate:
    """A signed repository, served, and the player of its cluster."""

    def __init__(self, room: Room, web: Web, folder: Path) -> None:
        self.room, self.web, self.folder = room, web, folder
        self.config = config_for(folder, web)

    @property
    def verifiers(self) -> Verifiers:
        trust = self.config.data / "trust"
        trust.mkdir(parents=True, exist_ok=True)
        return lambda transport: self.room.verifier(trust, transport)

    def approve(self, seq: int, loop: Loop) -> None:
        release = always(seq, led=loop)
        made = release.timetable.model_copy(update={"created": self.room.clock.now})
        release = release.model_copy(update={"timetable": made})
        self.room.bring_out(Mandate.APPROVE, write_document(release))

    def warn(self, seq: int, loop: Loop) -> None:
        message = interrupt_of("flood", NOW - timedelta(hours=1), 24, led=loop)
        urgent = urgent_of(seq, message, loops=[loop])
        urgent = urgent.model_copy(update={"created": self.room.clock.now})
        self.room.bring_out(Mandate.URGENT, write_document(urgent))


def gate_at(folder: Path, instant: datetime) -> Iterator[Gate]:
    room = Room(folder / "hub", clock=Clock(instant))
    files = room.served / "files"
    files.mkdir()
    for number in range(3):
        path = files / f"{clip_loop(number).file.sha256}.mp4"
        path.write_bytes(clip(number))
    with serving(room.served) as web:
        yield Gate(room, web, folder)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    yield from gate_at(tmp_path, datetime.now(UTC))


@pytest.mark.needs_mpv
def test_what_was_signed_is_shown_and_an_urgent_message_outranks_it(gate):
    gate.approve(1, FIRST)
    with running(gate.config, verifiers=gate.verifiers) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        gate.approve(2, SECOND)
        machine.wait_until_shown(SECOND.file.sha256)
        gate.warn(1, ALERT)

        machine.wait_until_shown(ALERT.file.sha256, Rung.INTERRUPT)
        eventually(lambda: machine.alarms == set())


@pytest.mark.needs_mpv
def test_zeroed_metadata_neither_blanks_the_wall_nor_lets_the_old_come_back(gate):
    gate.approve(1, FIRST)
    with running(gate.config, verifiers=gate.verifiers) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        gate.approve(2, SECOND)
        machine.wait_until_shown(SECOND.file.sha256)
    for path in (gate.config.data / "trust").rglob("*"):
        if path.is_file():
            path.write_bytes(bytes(path.stat().st_size))
    gate.web.faults["/metadata"] = "error"

    with running(gate.config, verifiers=gate.verifiers) as machine:
        machine.wait_until_shown(SECOND.file.sha256)
        assert AlarmCode.NOTHING_TRUSTED in machine.alarms


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Gate]:
    """Filled thirty hours ago: its timestamp ran out long since."""
    yield from gate_at(tmp_path, datetime.now(UTC) - timedelta(hours=30))


def test_a_stick_that_was_a_day_on_the_way_is_taken(stick, tmp_path):
    stick.approve(1, FIRST)
    stick.config.data.mkdir(exist_ok=True)
    looking = Looking(
        stick.config.cluster,
        stick.verifiers,
        HttpSource(stick.web.address),
        PlayerClock(stick.config.data),
        Alarms(lambda: NOW, lambda *_: None),
        lambda _: None,
    )
    store = Store(stick.config.data, 0)

    trusted = bring_in(stick.room.served, CLUSTER, looking.verified, store)

    assert trusted.release is not None
    assert trusted.release.seq == 1
    assert store.is_sound(FIRST.file)
    with pytest.raises(RefusedError) as refused:
        stick.verifiers(FolderSource(stick.room.served)).refresh(NOW)
    assert refused.value.attack is Attack.FROZEN
