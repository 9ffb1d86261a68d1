"""A folder of results: immutable objects named by their digest, and what made them.

    objects/ab/ab12…        bytes, named by their SHA-256
    actions/cd/cd34….json   for an action's key, the digest of the bytes that came first
    unfinished/             what is being written; left over when a machine dies
    identity                by which two machines know that they share one store

Nothing half-written is ever found: a file is written beside, synced and then named.
Several processes, and by a network disk several machines, may share one store.
"""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from release.format import File
from renderer.errors import StoreError
from renderer.store.files import digest_of_file, sync

type Kind = Literal["objects", "actions", "unfinished"]


@dataclass(frozen=True)
class Entry:
    """Something that lies in a store; `name` is a digest, a key or a file's name."""

    kind: Kind
    name: str
    size_bytes: int
    modified: datetime


class Store:
    """Results that any process may find again."""

    def __init__(self, root: Path) -> None:
        """Raises StoreError when the folder cannot be made."""
        self.root = root
        self._begun: set[Path] = set()
        try:
            for name in ("objects", "actions", "unfinished"):
                (root / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(root, error) from error

    @property
    def address(self) -> str:
        """With it `open_store` opens the same store in any process."""
        return str(self.root)

    def identity(self) -> str:
        """The same for everybody who works into this store, and for nobody else."""
        new = uuid.uuid4().hex  # noqa: TID251 - two stores differ though all in them is equal
        self._write_once("identity", new.encode())
        return (self._read("identity") or b"").decode()

    def path_of(self, sha256: str) -> Path:
        """Where an object lies on this machine, or would lie."""
        return self.root / name_of_object(sha256)

    def holds(self, file: File) -> bool:
        """Whether the object is there at its full size."""
        path = self.root / name_of_object(file.sha256)
        return path.is_file() and path.stat().st_size == file.size_bytes

    def result_of(self, key: str) -> File | None:
        """What an action gave, or None when it must be done (again)."""
        record = self._read(name_of_record(key))
        try:
            file = File.model_validate_json(record or b"")
        except ValidationError:
            return None
        return file if self.holds(file) else None

    @contextmanager
    def unfinished_file(self, suffix: str = "") -> Iterator[Path]:
        """A place to write in; gone afterwards unless `keep` has taken it."""
        handle, name = tempfile.mkstemp(suffix=suffix, dir=self.root / "unfinished")
        os.close(handle)
        path = Path(name)
        self._begun.add(path)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)
            self._begun.discard(path)

    def abandon(self) -> None:
        """Takes away what this process is writing, because it is about to be ended."""
        for path in list(self._begun):
            path.unlink(missing_ok=True)

    def keep(self, path: Path) -> File:
        """Takes a finished file of the same disk in as an object.

        Raises StoreError when the disk is full or refuses.
        """
        file = digest_of_file(path)
        target = self.root / name_of_object(file.sha256)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            sync(path)
            path.chmod(0o644)
            path.replace(target)
            sync(target.parent)
        except OSError as error:
            raise cannot_write(target, error) from error
        return file

    def keep_bytes(self, content: bytes) -> File:
        with self.unfinished_file() as path:
            path.write_bytes(content)
            return self.keep(path)

    def record(self, key: str, file: File) -> File:
        """Notes what an action gave. The first result in the store is the result."""
        name, content = name_of_record(key), file.model_dump_json().encode()
        if self._write_once(name, content):
            return file
        earlier = self.result_of(key)
        if earlier is not None:
            return earlier
        self._write(name, content)  # what the record named is lost
        return file

    def entries(self, kind: Kind) -> Iterator[Entry]:
        """All that lies there, in no order; what goes away meanwhile is left out."""
        for path in (self.root / kind).rglob("*"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            if path.is_file():
                modified = datetime.fromtimestamp(facts.st_mtime, UTC)
                yield Entry(kind, bare_name(path.name, kind), facts.st_size, modified)

    def remove(self, entry: Entry) -> None:
        """Takes an entry away; one that is gone already does no harm."""
        (self.root / name_of(entry)).unlink(missing_ok=True)

    def let_go(self, unused_since: datetime) -> None:
        """Frees what lies on this machine only to be quick: in a folder, nothing."""

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def _write_once(self, name: str, content: bytes) -> bool:
        """Whether it was written: not, when there is one already."""
        target = self.root / name
        if target.exists():
            return False
        with self._written(target, content) as path:
            try:
                os.link(path, target)  # unlike a rename, never over another's
            except FileExistsError:
                return False
            except OSError:
                path.replace(target)  # a disk without hard links
        return True

    def _write(self, name: str, content: bytes) -> None:
        with self._written(self.root / name, content) as path:
            path.replace(self.root / name)

    @contextmanager
    def _written(self, target: Path, content: bytes) -> Iterator[Path]:
        """A whole file beside `target`, ready to take its name."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with self.unfinished_file() as path:
                path.write_bytes(content)
                sync(path)
                yield path
        except OSError as error:
            raise cannot_write(target, error) from error


def name_of_object(sha256: str) -> str:
    return f"objects/{sha256[:2]}/{sha256}"


def name_of_record(key: str) -> str:
    return f"actions/{key[:2]}/{key}.json"


def name_of(entry: Entry) -> str:
    """Where an entry lies within its store."""
    match entry.kind:
        case "objects":
            return name_of_object(entry.name)
        case "actions":
            return name_of_record(entry.name)
        case "unfinished":
            return f"unfinished/{entry.name}"


def bare_name(file_name: str, kind: Kind) -> str:
    return file_name.removesuffix(".json") if kind == "actions" else file_name


def cannot_write(path: Path, error: OSError) -> StoreError:
    return StoreError(
        str(path),
        "it cannot be written ({reason})",
        "free some space or correct the folder's rights",
        reason=error.strerror,
    )
