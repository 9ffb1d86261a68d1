"""What tests of the player start from: a repository, and a web server over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from player.store import Store
from tests.player.repository import FakeRepository
from tests.player.web import Web, serving


@pytest.fixture
def repository(tmp_path: Path) -> FakeRepository:
    return FakeRepository(tmp_path / "repository")


@pytest.fixture
def web(repository: FakeRepository) -> Iterator[Web]:
    with serving(repository.folder) as web:
        yield web


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data", free_floor_bytes=0)
