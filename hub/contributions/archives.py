"""An agency's archive of a period: all originals in one ZIP, with a list of digests.

Written piece by piece as it is sent: it never lies anywhere whole.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from hub.contributions import vault
from hub.contributions.models import Submission

DIGESTS = "SHA256SUMS"


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


def stream_archive(submissions: Iterable[Submission]) -> Iterator[bytes]:
    """Films are packed already: they are stored as they are."""
    pipe, digests = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for submission in submissions:
            for number, file in enumerate(submission.files.all(), start=1):
                path = f"{submission.number}/{number:02}-{file.name}"
                digests.append(f"{file.sha256}  {path}\n")
                entry = _entry(path, submission.received_at)
                source = vault.original_path(file.stored_as)
                with (
                    source.open("rb") as content,
                    archive.open(entry, "w", force_zip64=True) as target,
                ):
                    while piece := content.read(vault.PIECE_BYTES):
                        target.write(piece)
                        yield pipe.drain()
        archive.writestr(_entry(DIGESTS, timezone.now()), "".join(digests))
        yield pipe.drain()
    yield pipe.drain()


def _entry(path: str, at: datetime) -> zipfile.ZipInfo:
    local = timezone.localtime(at)
    moment = (local.year, local.month, local.day, local.hour, local.minute, 0)
    return zipfile.ZipInfo(path, moment)
