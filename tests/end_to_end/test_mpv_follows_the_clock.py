"""mpv, fed by a token in the address, plays what is approved and goes on with what is next."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from hub.players.actions import revoke_token
from hub.players.enums import Kind
from tests.hub.adapters.conftest import manager
from tests.hub.adapters.gates import a_player, publish
from tests.hub.playout.conftest import Office, office
from tests.player.clips import clip

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
__all__ = ["manager", "office"]
PATIENCE_SECONDS = 300


class Screen:
    """An mpv that shows nothing, and what it says while it plays."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.said: list[str] = []

    def wait_until_it_plays(self, sha256: str) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line)
            if line.startswith("Playing:") and sha256 in line:
                return
        pytest.fail("".join(self.said))

    def wait_until_it_ends(self) -> str:
        assert self._process.stdout is not None
        rest = self._process.stdout.read()
        self._process.wait()
        return "".join([*self.said, rest])

    @property
    def ended_with(self) -> int | None:
        return self._process.returncode


@contextmanager
def playing(mpv: Path, address: str) -> Iterator[Screen]:
    command = [str(mpv), "--no-config", "--vo=null", "--ao=null", "--speed=4"]
    process = subprocess.Popen(
        [*command, "--term-status-msg=", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    watchdog = Timer(PATIENCE_SECONDS, process.kill)
    watchdog.start()
    try:
        yield Screen(process)
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def test_mpv_plays_the_whole_list_of_what_is_approved(
    office: Office, manager: Any, live_server: Any, mpv: Path
) -> None:
    sha256 = publish(office, clip(0))
    _player, token = a_player(Kind.M3U, manager)

    with playing(mpv, f"{live_server.url}/feeds/{token}/loop.m3u") as screen:
        told = screen.wait_until_it_ends()

    assert screen.ended_with == 0, told
    assert f"Playing: {live_server.url}/feeds/{token}/files/{sha256}.mp4" in told
    assert "Exiting... (End of file)" in told


def test_mpv_goes_on_with_the_next_release_until_its_token_is_revoked(
    office: Office, manager: Any, live_server: Any, mpv: Path
) -> None:
    first = publish(office, clip(0))
    player, token = a_player(Kind.M3U, manager)
    address = f"{live_server.url}/feeds/{token}/loop.m3u?noi-tiep=1"

    with playing(mpv, address) as screen:
        screen.wait_until_it_plays(first)
        screen.wait_until_it_plays(first)
        second = publish(office, clip(1))
        screen.wait_until_it_plays(second)
        revoke_token(player, by=manager)
        told = screen.wait_until_it_ends()

    assert "HTTP error 401" in told
