"""The whole road: rendered, approved by two, published, verified by a player over HTTP."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.playout.actions import approve
from release.demo import DEMO_PIN
from release.format import Release
from release.trust import Trusted
from release.verify import ClusterVerifier
from tests.hub.playout.conftest import Office, open_office
from tests.hub.playout.office import CODE, find_candidate, render
from tests.release.serving import HttpTransport

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def two_people(settings: Any, tmp_path: Path) -> Iterator[Office]:
    yield from open_office(settings, tmp_path, due=2)


def say_yes(candidate: Any, person: Any) -> None:
    approve(candidate.pk, person, DEMO_PIN, candidate.digests, timezone.now())


def test_a_player_takes_exactly_what_two_people_approved(
    two_people: Office, live_server: Any, tmp_path: Path
) -> None:
    base = f"{live_server.url}/releases/{CODE}"
    player = ClusterVerifier(
        tmp_path / "player", CODE, two_people.first_root, HttpTransport(base)
    )

    def look() -> Release | None:
        trusted: Trusted = player.refresh(timezone.now())
        return trusted.release

    render(b"first")
    first = find_candidate()
    say_yes(first, two_people.lan)
    after_one = look()
    say_yes(first, two_people.minh)
    after_two = look()
    render(b"second")
    second = find_candidate()
    still_first = look()
    say_yes(second, two_people.minh)
    say_yes(second, two_people.lan)

    assert after_one is None
    assert after_two == first.release
    assert still_first == first.release
    assert look() == second.release
    assert fetch(f"{base}/files/{sole_loop(second.release)}.mp4") == b"second"


def test_a_loop_on_air_outlives_the_renderer_s_sweeping(
    two_people: Office, live_server: Any
) -> None:
    render(b"first")
    candidate = find_candidate()
    say_yes(candidate, two_people.lan)
    say_yes(candidate, two_people.minh)
    sha256 = sole_loop(candidate.release)
    (Path(hub_settings.LOOPS_DIR) / "files" / f"{sha256}.mp4").unlink()

    served = fetch(f"{live_server.url}/releases/{CODE}/files/{sha256}.mp4")

    assert served == b"first"


def sole_loop(release: Release) -> str:
    (file,) = release.files
    return file.sha256


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:
        content: bytes = answer.read()
    return content
