"""A repository in a folder, and a verifier that believes its one document.

Keeps the promises of `release.trust.Verifier`; TUF stands behind the real one.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from player.looking import Verifiers
from release.format import FormatError, Release, Urgent, parse_document
from release.trust import (
    Attack,
    NothingTrustedError,
    RefusedError,
    Transport,
    Trusted,
    Verifier,
)
from tests.player.builders import file_of

STATE = "state.json"
FRESH = timedelta(minutes=15)


class FakeRepository:
    """Static files: `state.json` and `files/<sha256>.mp4`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "files").mkdir(parents=True)
        self.release: Release | None = None
        self.urgent: Urgent | None = None
        self.signed_at = datetime.now(UTC)
        self.attack = ""
        self.publish()

    def add(self, *contents: bytes) -> None:
        for content in contents:
            path = self.folder / f"files/{file_of(content).sha256}.mp4"
            path.write_bytes(content)

    def publish(
        self,
        release: Release | None = None,
        urgent: Urgent | None = None,
        *,
        signed_at: datetime | None = None,
        attack: Attack | str = "",
    ) -> None:
        """What is left out stays as it was; an attack lasts until the next."""
        self.release = release or self.release
        self.urgent = urgent or self.urgent
        self.signed_at = signed_at or self.signed_at
        document = {
            "release": self.release and self.release.model_dump_json(),
            "urgent": self.urgent and self.urgent.model_dump_json(),
            "signed_at": self.signed_at.isoformat(),
            "attack": str(attack),
        }
        (self.folder / STATE).write_text(json.dumps(document))


class FakeVerifier:
    """Its state is one file. Refuses what falls back, and what says it is an attack."""

    def __init__(self, folder: Path, transport: Transport) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path, self._transport = folder / STATE, transport

    def boot(self) -> Trusted:
        try:
            return _parse(self._path.read_bytes())
        except (FileNotFoundError, RefusedError) as error:
            raise NothingTrustedError("nothing on disk") from error

    def refresh(self, now: datetime) -> Trusted:
        content = b"".join(self._transport.read(STATE, 1 << 20))
        found = _parse(content)
        before = self._path.read_bytes() if self._path.exists() else b""
        if before and _seq(found) < _seq(_parse(before)):
            raise RefusedError(Attack.ROLLBACK, "seq fell")
        self._path.write_bytes(content)
        is_expired = now > found.signed_at + timedelta(days=60)
        return Trusted(found.release, found.urgent, found.signed_at, is_expired)


def verifiers_in(folder: Path) -> Verifiers:
    def verifier(transport: Transport) -> Verifier:
        return FakeVerifier(folder, transport)

    return verifier


def _seq(trusted: Trusted) -> int:
    return trusted.release.seq if trusted.release else 0


def _parse(content: bytes) -> Trusted:
    try:
        document = json.loads(content)
        if document["attack"]:
            raise RefusedError(Attack(document["attack"]), "as the test wants it")
        release, urgent = document["release"], document["urgent"]
        return Trusted(
            parse_document(Release, release.encode()) if release else None,
            parse_document(Urgent, urgent.encode()) if urgent else None,
            datetime.fromisoformat(document["signed_at"]),
        )
    except (ValueError, KeyError, FormatError) as error:
        raise RefusedError(Attack.FORGED, "no document of ours") from error
