"""Files that are whole at every instant, also after the power went.

python-tuf never calls fsync, so what must survive goes through here.
"""

import hashlib
import os
from pathlib import Path


def write_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Either the old file or the new one is there, whatever happens.

    One writer at a time; what a dead one left beside is written over.
    """
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in it survive, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class KeptTwice:
    """A document in two files, each with its digest: one damaged file loses nothing.

    A copy is its digest, a number that grows with each writing, and the document.
    """

    def __init__(self, path: Path, *, mode: int = 0o644) -> None:
        self._copies = [path.with_name(f"{path.name}.{letter}") for letter in "ab"]
        self._mode = mode

    def read(self) -> bytes | None:
        """The newest whole copy; None when there is none."""
        return max(map(_read_copy, self._copies))[1]

    def write(self, document: bytes) -> None:
        """The older copy first, so that a whole one is there throughout."""
        numbers = [_read_copy(copy)[0] for copy in self._copies]
        body = b"%d\n%s" % (max(numbers) + 1, document)
        data = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
        for _, copy in sorted(zip(numbers, self._copies, strict=True)):
            write_whole(copy, data, mode=self._mode)

    @property
    def is_there(self) -> bool:
        """Something was written once, be it readable or not."""
        return any(copy.exists() for copy in self._copies)


def _read_copy(path: Path) -> tuple[int, bytes | None]:
    """The number of a copy and its document; 0 and None when it is damaged or missing."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return 0, None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return 0, None
    number, _, document = body.partition(b"\n")
    return int(number), document
