"""Logs that cannot fill the disk: five files, the oldest overwritten."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILES = 5


def set_up_logs(folder: Path, most_bytes: int) -> None:
    """To a file, and to stderr for the journal of the system."""
    folder.mkdir(parents=True, exist_ok=True)
    to_file = RotatingFileHandler(
        folder / "player.log", maxBytes=most_bytes // FILES, backupCount=FILES - 1
    )
    logging.basicConfig(
        level="WARNING",
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        handlers=[to_file, logging.StreamHandler()],
    )
    logging.getLogger("player").setLevel("INFO")
    # A full disk costs lines of the log, and no picture.
    logging.raiseExceptions = False
