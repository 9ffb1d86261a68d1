"""`python -m player`: the one place where the player meets what verifies."""

import sys

from player.config import Config
from player.looking import Verifiers
from player.running import main
from release.trust import Transport, Verifier
from release.verify import ClusterVerifier


def make_verifiers(config: Config, root: bytes) -> Verifiers:
    """One for each place that a repository is read from, all on one state."""
    folder = config.data / "trust"

    def verifier(transport: Transport) -> Verifier:
        folder.mkdir(parents=True, exist_ok=True)
        return ClusterVerifier(folder, config.cluster, root, transport)

    return verifier


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], make_verifiers))
