"""A founded cluster, served over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from release.verify import ClusterVerifier
from tests.release.rooms import Room
from tests.release.serving import HttpTransport, Shelf, serve


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
