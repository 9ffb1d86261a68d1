"""What two gates need to be on air: keys, a signing process, programmes, approved loops."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings as hub_settings
from django.contrib.auth.models import User
from django.utils import timezone

from hub.displays.models import Cluster
from hub.playout.actions import approve, look_for_candidates
from hub.playout.models import Candidate
from release.demo import DEMO_PIN, found_cluster
from tests.release.signing import run_signer

PIN = DEMO_PIN


@contextmanager
def signing_office(settings: Any, folder: Path) -> Iterator[None]:
    """The signing process, in the hub's reach while the block lasts."""
    files = Path(hub_settings.LOOPS_DIR) / "files"
    files.mkdir(parents=True, exist_ok=True)
    Path(hub_settings.RELEASES_DIR).mkdir(parents=True, exist_ok=True)
    socket = folder / "s"
    settings.SIGNER_SOCKET = str(socket)
    with run_signer(Path(hub_settings.RELEASES_DIR), socket, files):
        yield


def hold_ceremony(cluster: Cluster, approvers: list[User], senders: list[User]) -> None:
    """Everybody's key, and the cluster's repository."""
    found_cluster(
        Path(hub_settings.RELEASES_DIR),
        cluster.code,
        [one.username for one in approvers],
        [one.username for one in senders],
    )


def put_on_air(approver: User) -> list[Candidate]:
    """What is rendered, looked at and signed."""
    return [
        approve(one.pk, approver, PIN, one.digests, timezone.now())
        for one in look_for_candidates(timezone.now())
    ]
