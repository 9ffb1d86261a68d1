"""The real player with the fake verifier and a quick rhythm, as a process of its own."""

import sys

from player.agent import Rhythm
from player.config import Config
from player.looking import Verifiers
from player.running import main
from tests.player.repository import verifiers_in

QUICK = Rhythm(
    tick_seconds=0.05, poll_seconds=(0.2, 0.3), report_seconds=0.3, retry_seconds=0.1
)


def make_verifiers(config: Config, root: bytes) -> Verifiers:
    return verifiers_in(config.data / "trust")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], make_verifiers, QUICK))
