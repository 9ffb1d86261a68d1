"""A ZIP that is written as it is sent: it never lies anywhere whole."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.utils import timezone

PIECE_BYTES = 1024 * 1024


class _Pipe(io.RawIOBase):
    """Takes what the ZIP writes and gives it on; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        taken = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(taken)
        return len(taken)

    def drain(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


class StreamedZip:
    """Each `add` yields what is to be sent by then; `end` yields the rest.

    `digests` holds the SHA-256 of each entry that is whole, by its name.
    """

    def __init__(self, *, is_packed: bool = False) -> None:
        how = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        self._pipe = _Pipe()
        self._archive = zipfile.ZipFile(self._pipe, "w", how)
        self.digests: dict[str, str] = {}

    def add(
        self,
        name: str,
        pieces: Iterable[bytes],
        at: datetime,
        *,
        is_packed: bool = False,
    ) -> Iterator[bytes]:
        """`is_packed`: a film for one is stored as it is."""
        digest = hashlib.sha256()
        entry = self._entry(name, at, is_packed=is_packed)
        with self._archive.open(entry, "w", force_zip64=True) as target:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
                yield self._pipe.drain()
        self.digests[name] = digest.hexdigest()
        yield self._pipe.drain()

    def end(self) -> Iterator[bytes]:
        self._archive.close()
        yield self._pipe.drain()

    def _entry(self, name: str, at: datetime, *, is_packed: bool) -> zipfile.ZipInfo:
        local = timezone.localtime(at)
        moment = (local.year, local.month, local.day, local.hour, local.minute, 0)
        entry = zipfile.ZipInfo(name, moment)
        entry.compress_type = (
            zipfile.ZIP_STORED if is_packed else self._archive.compression
        )
        return entry


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while piece := content.read(PIECE_BYTES):
            yield piece
