"""`python -m release.signer`: the signing process. It runs as a user of its own."""

import argparse
import logging
from datetime import UTC, datetime
from pathlib import Path

from release.signer.room import SigningRoom
from release.signer.serving import forbid_network, listen, serve
from release.tokens import use_module


def main() -> None:
    """Serves until it is ended; at any instant it may be."""
    parser = argparse.ArgumentParser(
        prog="python -m release.signer", description=__doc__
    )
    parser.add_argument("--socket", type=Path, required=True, help="where to listen")
    parser.add_argument(
        "--keys", type=Path, required=True, help="sealed keys, enrolment"
    )
    parser.add_argument(
        "--files",
        type=Path,
        required=True,
        action="append",
        help="<sha256>.mp4 as rendered; once more: as the hub keeps them",
    )
    parser.add_argument(
        "--ledger", type=Path, help="floor and log (default: beside keys)"
    )
    parser.add_argument("--pkcs11", help="library of the maker of the keys' tokens")
    options = parser.parse_args()
    if options.pkcs11:
        use_module(options.pkcs11)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    forbid_network()
    ledger = options.ledger or options.keys / "ledger"
    room = SigningRoom(
        options.keys, options.files, ledger, clock=lambda: datetime.now(UTC)
    )
    listening = listen(options.socket)
    logging.getLogger("release.signer").info("listening at %s", options.socket)
    serve(listening, room)


if __name__ == "__main__":
    main()
