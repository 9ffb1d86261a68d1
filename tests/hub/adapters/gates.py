"""Players of other makes at a cluster, and what is published for it."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from hub.displays.models import Cluster
from hub.players.actions import issue_token
from hub.players.enums import Kind
from hub.players.models import Player
from hub.players.tokens import Token
from hub.playout.actions import approve
from release.demo import DEMO_PIN
from release.format import Timetable, Window, write_timetable
from tests.hub.playout.conftest import Office
from tests.hub.playout.office import CODE, find_candidate, make_loop, render

CANVAS = "khung-1"


def a_player(
    kind: Kind, manager: Any, cluster: Cluster | None = None, code: str = "hop-1"
) -> tuple[Player, Token]:
    cluster = cluster or Cluster.objects.get(code=CODE)
    return issue_token(cluster, code, by=manager, kind=kind, canvas=CANVAS)


def publish(office: Office, pixels: bytes) -> str:
    """What one person approved of; the digest of its one loop."""
    render(pixels)
    return publish_what_is_rendered(office, hashlib.sha256(pixels).hexdigest())


def publish_what_is_rendered(office: Office, sha256: str = "") -> str:
    candidate = find_candidate()
    approve(candidate.pk, office.lan, DEMO_PIN, candidate.digests, timezone.now())
    return sha256


def render_two_windows(first: bytes, second: bytes, change: datetime) -> None:
    """The one until `change`, the other from then on."""
    loops = [make_loop(first), make_loop(second)]
    start = timezone.now() - timedelta(minutes=10)
    windows = [
        Window(start=since, end=until, loops={CANVAS: loop.file.sha256})
        for since, until, loop in (
            (start, change, loops[0]),
            (change, start + timedelta(days=8), loops[1]),
        )
    ]
    timetable = Timetable(
        cluster=CODE,
        created=start,
        windows=tuple(windows),
        loops={loop.file.sha256: loop for loop in loops},
    )
    folder = Path(settings.LOOPS_DIR) / CODE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timetable.json").write_bytes(write_timetable(timetable))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
