"""A founded cluster, served over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from release.verify import ClusterVerifier
from tests.release.rooms import Room
from tests.release.serving import HttpTransport, Shelf, serve
from tests.release.signing import Desk, Office, run_signer


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@dataclass
class Gate:
    """A cluster whose player reads over HTTP."""

    room: Room
    shelf: Shelf
    transport: HttpTransport
    folder: Path

    def start_player(self, name: str = "player") -> ClusterVerifier:
        return self.room.verifier(self.folder / name, self.transport)


@pytest.fixture
def gate(room: Room, tmp_path: Path) -> Iterator[Gate]:
    with serve(room.served) as (shelf, transport):
        yield Gate(room, shelf, transport, tmp_path)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, path = Office(tmp_path), tmp_path / "signer.sock"
    with run_signer(tmp_path, path) as (client, _):
        yield Desk(office, client, path)


@pytest.fixture
def strict_desk(tmp_path: Path) -> Iterator[Desk]:
    """Two approvers are due."""
    office, path = Office(tmp_path, due=2), tmp_path / "signer.sock"
    with run_signer(tmp_path, path) as (client, _):
        yield Desk(office, client, path)
