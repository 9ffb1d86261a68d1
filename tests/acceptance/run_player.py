"""`python -m tests.acceptance.run_player AHEAD …`: a whole player in a hurry.

It asks oftener than at a gate. AHEAD is a file with the seconds that the machine's clock
is ahead: so two days pass when a test says so.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from player import agent
from player.__main__ import make_verifiers
from player.agent import Rhythm
from player.clock import Clock, system_clock
from player.running import main

QUICK = Rhythm(
    tick_seconds=0.1, poll_seconds=(0.4, 0.6), report_seconds=0.5, retry_seconds=0.3
)


class AheadClock(Clock):
    """Follows the file, all the time."""

    file: Path

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _system, _elapsed)


def _ahead() -> float:
    return float(AheadClock.file.read_text())


def _system() -> datetime:
    return system_clock() + timedelta(seconds=_ahead())


def _elapsed() -> float:
    return time.monotonic() + _ahead()


if __name__ == "__main__":
    AheadClock.file = Path(sys.argv[1])
    agent.Clock = AheadClock  # type: ignore[misc]
    sys.exit(main(sys.argv[2:], make_verifiers, QUICK))
