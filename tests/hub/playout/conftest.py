"""An office: a cluster, its repository, two approvers with keys, a real signing process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.contrib.auth.models import User

from hub.displays.models import Cluster
from tests.hub.playout.office import CODE, found_keys, make_people, make_wall
from tests.release.signing import run_signer


@dataclass(frozen=True)
class Office:
    cluster: Cluster
    lan: User
    minh: User
    first_root: bytes


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> Iterator[Office]:
    """One signature is due by the keys' ceremony."""
    yield from open_office(settings, tmp_path, due=1)


@pytest.fixture
def strict_office(db: None, settings: Any, tmp_path: Path) -> Iterator[Office]:
    """Two signatures are due by the keys' ceremony."""
    yield from open_office(settings, tmp_path, due=2)


def open_office(settings: Any, folder: Path, *, due: int) -> Iterator[Office]:
    cluster = make_wall()
    lan, minh = make_people()
    found_keys([lan.username, minh.username], due=due)
    releases = Path(hub_settings.RELEASES_DIR)
    files = Path(hub_settings.LOOPS_DIR) / "files"
    files.mkdir(parents=True)
    settings.SIGNER_SOCKET = str(folder / "s.sock")
    root = releases / "repositories" / CODE / "metadata" / "1.root.json"
    with run_signer(releases, folder / "s.sock", files):
        yield Office(cluster, lan, minh, root.read_bytes())
