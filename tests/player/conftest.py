"""What tests of the player start from: a repository, and a web server over it."""

import subprocess
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of eight megabytes; for tests that wear `needs_small_disks`."""
    folder = tmp_path / "data"
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "small", folder], check=True
    )
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
