"""A folder of results: immutable objects named by their digest, and what made them.

    objects/ab/ab12…   bytes, named by their SHA-256
    actions/cd/cd34…   for an action's key, the digest of the bytes that came out first

Nothing half-written is ever found: a file is written beside, synced and then named.
Several processes may share one store.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from release.format import File
from renderer.errors import StoreError

BLOCK_BYTES = 1 << 20


class Store:
    """Results that any process may find again."""

    def __init__(self, root: Path) -> None:
        """Raises StoreError when the folder cannot be made."""
        self.root = root
        try:
            for name in ("objects", "actions", "unfinished"):
                (root / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(root, error) from error

    def path_of(self, sha256: str) -> Path:
        """Where an object lies, or would lie."""
        return self.root / "objects" / sha256[:2] / sha256

    def holds(self, file: File) -> bool:
        """Whether the object is there at its full size."""
        path = self.path_of(file.sha256)
        return path.is_file() and path.stat().st_size == file.size_bytes

    def result_of(self, key: str) -> File | None:
        """What an action gave, or None when it must be done (again)."""
        try:
            file = File.model_validate_json(self._record(key).read_bytes())
        except (OSError, ValidationError):
            return None
        return file if self.holds(file) else None

    @contextmanager
    def unfinished_file(self, suffix: str = "") -> Iterator[Path]:
        """A place to write in; gone afterwards unless `keep` has taken it."""
        handle, name = tempfile.mkstemp(suffix=suffix, dir=self.root / "unfinished")
        os.close(handle)
        path = Path(name)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, path: Path) -> File:
        """Takes a finished file of the same disk in as an object.

        Raises StoreError when the disk is full or refuses.
        """
        file = digest_of_file(path)
        target = self.path_of(file.sha256)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync(path)
            path.chmod(0o644)
            path.replace(target)
            _sync(target.parent)
        except OSError as error:
            raise _cannot_write(target, error) from error
        return file

    def keep_bytes(self, content: bytes) -> File:
        with self.unfinished_file() as path:
            path.write_bytes(content)
            return self.keep(path)

    def record(self, key: str, file: File) -> File:
        """Notes what an action gave. The first result in the store is the result."""
        earlier = self.result_of(key)
        if earlier is not None:
            return earlier
        record = self._record(key)
        try:
            record.parent.mkdir(parents=True, exist_ok=True)
            with self.unfinished_file() as path:
                path.write_text(file.model_dump_json())
                _sync(path)
                path.replace(record)
        except OSError as error:
            raise _cannot_write(record, error) from error
        return file

    def _record(self, key: str) -> Path:
        return self.root / "actions" / key[:2] / f"{key}.json"


def digest_of_file(path: Path) -> File:
    """Hash and size of a file, read once in blocks."""
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
            size_bytes += len(block)
    return File(sha256=digest.hexdigest(), size_bytes=size_bytes)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> StoreError:
    return StoreError(
        str(path),
        "it cannot be written ({reason})",
        "free some space or correct the folder's rights",
        reason=error.strerror,
    )
