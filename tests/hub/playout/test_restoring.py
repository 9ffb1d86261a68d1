"""A server put back to yesterday: no player is stuck, and nothing withdrawn returns.

Yesterday release 1 was on air. Today it was withdrawn: people approved 2 and then 3, which
a player shows. Then the disk fails.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.core import serializers
from django.utils import timezone

from hub.playout.actions import look_for_candidates, refresh_repositories
from hub.playout.enums import CandidateState
from hub.playout.models import Approval, ApprovedLoop, Candidate
from player.alarms import Alarms
from player.clock import Clock
from player.looking import Looking
from player.sources import HttpSource
from release.demo import DEMO_PIN, ROOT_OWNERS
from release.format import Release
from release.keys import Purpose, key_name
from release.places import Places
from release.reports import AlarmCode
from release.trust import Trusted
from release.verify import ClusterVerifier
from tests.hub.playout.approving import published_seq, say_yes
from tests.hub.playout.conftest import Office, open_office
from tests.hub.playout.office import CODE, find_candidate, render
from tests.release.test_command_line import run

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WITHDRAWN, CORRECTED, TODAY = b"withdrawn today", b"corrected", b"on air today"
ABOVE = 1000


class Player:
    """Looks when it is told to. What is in its folder outlives it."""

    def __init__(self, folder: Path, root: bytes, address: str) -> None:
        folder.mkdir(exist_ok=True)
        self.release: Release | None = None
        self._alarms = Alarms(timezone.now, lambda *_: None)
        self._looking = Looking(
            CODE,
            lambda transport: ClusterVerifier(folder, CODE, root, transport),
            HttpSource(address),
            Clock(folder),
            self._alarms,
            self._take,
        )
        self._looking.boot()

    def _take(self, trusted: Trusted) -> None:
        self.release = trusted.release

    def look(self) -> Release | None:
        """What it shows afterwards."""
        self._looking.look()
        return self.release

    @property
    def alarms(self) -> set[AlarmCode]:
        return {one.code for one in self._alarms.now()}


type Players = Callable[[str], Player]


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Iterator[Office]:
    yield from open_office(settings, tmp_path, due=1)


@pytest.fixture
def players(office: Office, live_server: Any, tmp_path: Path) -> Players:
    """By name; said again, it is the same player after its power was cut."""
    address = f"{live_server.url}/releases/{CODE}"
    return lambda name: Player(tmp_path / name, office.first_root, address)


def approve_rendered(office: Office, pixels: bytes) -> Candidate:
    render(pixels)
    return say_yes(find_candidate(), office.lan)


def test_a_database_of_yesterday_takes_nothing_back_and_counts_on(
    office: Office, players: Players
) -> None:
    approve_rendered(office, WITHDRAWN)
    yesterday = copy_database()
    approve_rendered(office, CORRECTED)
    today = approve_rendered(office, TODAY)
    player = players("player")
    player.look()

    put_back(yesterday)
    refresh_repositories(timezone.now())
    (candidate,) = look_for_candidates(timezone.now())

    assert candidate.seq == today.seq + 1
    assert player.look() == players("newcomer").look() == today.release
    assert player.alarms == set()
    say_yes(candidate, office.lan)
    assert player.look() == candidate.release


def test_what_was_signed_by_yesterday_is_not_published_after_what_came_since(
    office: Office, players: Players
) -> None:
    withdrawn = approve_rendered(office, WITHDRAWN)
    yesterday = copy_database()
    approve_rendered(office, CORRECTED)
    today = approve_rendered(office, TODAY)

    put_back(yesterday)
    # The copy is of the moment between the last signature and the publishing.
    Candidate.objects.update(state=CandidateState.SIGNED, published_at=None)
    refresh_repositories(timezone.now())

    withdrawn.refresh_from_db()
    assert withdrawn.state == CandidateState.SUPERSEDED
    assert players("newcomer").look() == today.release
    (candidate,) = look_for_candidates(timezone.now())
    assert (candidate.seq, published_seq()) == (today.seq + 1, today.seq)


def test_after_a_whole_server_of_yesterday_players_keep_today_s_and_take_the_next(
    office: Office, players: Players, tmp_path: Path
) -> None:
    approve_rendered(office, WITHDRAWN)
    yesterday = copy_database()
    releases = Path(hub_settings.RELEASES_DIR)
    kept = shutil.copytree(releases, tmp_path / "copy")
    approve_rendered(office, CORRECTED)
    today = approve_rendered(office, TODAY)
    player = players("player")
    player.look()

    put_back(yesterday)
    shutil.rmtree(releases)
    shutil.copytree(kept, releases)
    refresh_repositories(timezone.now())
    (overtaken,) = look_for_candidates(timezone.now())

    assert player.look() == players("player").release == today.release
    assert player.alarms == {AlarmCode.ROLLBACK}

    restore(releases)
    refresh_repositories(timezone.now())
    (candidate,) = look_for_candidates(timezone.now())

    overtaken.refresh_from_db()
    assert overtaken.state == CandidateState.SUPERSEDED
    assert candidate.seq == ABOVE + 1
    newcomer = players("newcomer")
    assert (player.look(), newcomer.look()) == (today.release, None)

    say_yes(candidate, office.lan)

    assert player.look() == newcomer.look() == candidate.release
    assert player.alarms == set()


def copy_database() -> str:
    """What the hub knows of releases."""
    rows = [*Candidate.objects.all(), *Approval.objects.all()]
    return str(serializers.serialize("json", [*rows, *ApprovedLoop.objects.all()]))


def put_back(copy: str) -> None:
    for model in (ApprovedLoop, Approval, Candidate):
        model.objects.all().delete()
    for row in serializers.deserialize("json", copy):
        row.save()


def restore(releases: Path) -> None:
    """As the guide for the keys says."""
    root = Places(releases).root
    keys = [root / key_name(owner, Purpose.ROOT) for owner in ROOT_OWNERS[:2]]
    done = run(
        *("restore", "--folder", releases, "--cluster", CODE, "--above", ABOVE),
        *(option for key in keys for option in ("--root-key", key)),
        pins=f"{DEMO_PIN}\n" * len(keys),
    )
    assert done.returncode == 0, done.stderr
