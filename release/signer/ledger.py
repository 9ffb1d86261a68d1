"""What the signer signed last for each cluster, and a log of all it ever signed.

The floor is kept twice and is the signer's own: whatever happens to the hub's database,
a number that was signed is not signed again for something else.
"""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from release.errors import SigningError
from release.keeping import KeptTwice, sync_folder
from release.mandates import Mandate

LOG_NAME = "signed.log"


class LastSigned(BaseModel):
    """`signatures` wait here until as many have signed as are due."""

    model_config = ConfigDict(frozen=True)

    seq: int = 0
    sha256: str = ""
    statement_sha256: str = ""
    signatures: dict[str, str] = {}


class _Floor(BaseModel):
    clusters: dict[str, dict[Mandate, LastSigned]] = {}


class Ledger:
    """The signer's own folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._floor = KeptTwice(folder / "floor", mode=0o600)
        self._log = folder / LOG_NAME

    def last(self, cluster: str, mandate: Mandate) -> LastSigned:
        """Raises SigningError when both copies are damaged: then nobody knows."""
        found = self._read().clusters.get(cluster, {}).get(mandate)
        return found or LastSigned()

    def put(self, cluster: str, mandate: Mandate, signed: LastSigned) -> None:
        floor = self._read()
        floor.clusters.setdefault(cluster, {})[mandate] = signed
        self._floor.write(floor.model_dump_json().encode())

    def note(self, at: datetime, entry: dict[str, object]) -> None:
        """Appends to the log, each entry bound to the one before it."""
        previous = _last_line(self._log)
        whole = {
            "at": at.isoformat(),
            **entry,
            "previous": hashlib.sha256(previous).hexdigest(),
        }
        line = json.dumps(whole, ensure_ascii=False).encode() + b"\n"
        with self._log.open("ab") as log:
            if previous and not _ends_whole(self._log):
                line = b"\n" + line
            log.write(line)
            log.flush()
            os.fsync(log.fileno())
        sync_folder(self._log.parent)

    def _read(self) -> _Floor:
        document = self._floor.read()
        if document is not None:
            return _Floor.model_validate_json(document)
        if self._floor.is_there:
            raise SigningError("floor_lost")
        return _Floor()


def _ends_whole(log: Path) -> bool:
    return log.read_bytes().endswith(b"\n")


def _last_line(log: Path) -> bytes:
    try:
        lines = log.read_bytes().splitlines()
    except FileNotFoundError:
        return b""
    return lines[-1] if lines else b""
