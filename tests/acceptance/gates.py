"""The machines at the gates: real players with mpv and without LEDs, each on its own line."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from hub.demo.walls import Addresses, write_config
from hub.displays.models import Cluster
from hub.displays.queries import cluster as find_cluster
from hub.players.actions import issue_token
from hub.players.models import Player
from hub.playout.signing import first_root
from player.config import read_config
from release.reports import Rung
from tests.acceptance.line import Line
from tests.player.waiting import eventually

ROOT = Path(__file__).parents[2]
# Rendering, signing, fetching and mpv on a busy machine.
PATIENCE_SECONDS = 300.0


@dataclass
class Gate:
    """A player that runs at a cluster."""

    player: Player
    line: Line
    address: str
    ahead: Path

    def status(self) -> dict[str, Any]:
        try:
            page = f"{self.address}/status.json"
            with urllib.request.urlopen(page, timeout=10) as answer:
                found: dict[str, Any] = json.load(answer)
        except (OSError, ValueError):
            return {}
        return found

    def rungs(self) -> set[str]:
        """Why its canvases show what they show; only what really plays counts."""
        canvases = self.status().get("canvases", ())
        return {one["rung"] for one in canvases if one["is_playing"]}

    def loops(self) -> dict[str, str]:
        """What its canvases show; nothing while one of them does not play."""
        canvases = self.status().get("canvases", ())
        if not all(one["is_playing"] for one in canvases):
            return {}
        return {one["canvas"]: one["loop"] for one in canvases}

    def wait_for(self, rung: Rung) -> None:
        """Every canvas shows something, and for that reason."""
        try:
            eventually(lambda: self.rungs() == {rung.value}, PATIENCE_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"not {rung}: {self.status()}") from error

    def let_pass(self, seconds: float) -> None:
        """So much later it is there, all at once."""
        ahead = float(self.ahead.read_text()) + seconds
        # The player reads all the time, and must find no half of it.
        fresh = self.ahead.with_suffix(".fresh")
        fresh.write_text(str(ahead))
        fresh.replace(self.ahead)


@contextmanager
def gate(
    cluster: Cluster, hub: str, folder: Path, by: User, code: str = "may-1"
) -> Iterator[Gate]:
    """A player with a token of its own, installed by hand; ended with the block."""
    folder.mkdir(parents=True)
    player, token = issue_token(cluster, code, by=by)
    secret = folder / "token"
    secret.touch(mode=0o600)
    secret.write_text(str(token))
    facts = find_cluster(cluster.code)
    assert facts is not None
    line = Line(hub)
    config = folder / "player.toml"
    places = Addresses(line.address, f"{line.address}/devices", 0)
    config.write_text(write_config(facts, places, folder, secret))
    assert read_config(config).root == first_root(cluster.code)
    ahead = folder / "ahead"
    ahead.write_text("0")
    log = folder / "log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.acceptance.run_player"),
                *(str(ahead), f"--config={config}"),
            ],
            cwd=ROOT,
            stderr=said,
            stdout=said,
        )
    try:
        yield Gate(player, line, _status_address(log), ahead)
    finally:
        process.terminate()
        process.wait(30)
        line.end()


def _status_address(log: Path) -> str:
    """Where its status page is, once it said so."""
    said = eventually(
        lambda: [one for one in log.read_text().splitlines() if "status at" in one]
    )
    return said[-1].split()[-1]
