"""A store whose truth is a bucket, with a folder on each machine as its near side.

Encoders and joins need real files, so an object is brought here before it is read and is
checked against its name. A put to a bucket is whole or does not happen; the first record
wins by a conditional put (If-None-Match), which the server must know.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError

from release.format import File
from renderer.errors import StoreError
from renderer.store.files import digest_of_file
from renderer.store.folder import (
    Entry,
    Kind,
    Store,
    bare_name,
    name_of,
    name_of_object,
)


@dataclass(frozen=True)
class Bucket:
    """A place that fsspec opened. `prefix` is the bucket's name and a folder in it."""

    address: str
    files: Any
    prefix: str


class BucketStore(Store):
    """What this machine has of it, and how much of that it may keep."""

    def __init__(self, bucket: Bucket, near: Path, near_bytes: int) -> None:
        super().__init__(near)
        self.bucket = bucket
        self._near_bytes = near_bytes
        self._held: set[File] = set()
        self._results: dict[str, File] = {}

    @property
    def address(self) -> str:
        return self.bucket.address

    def path_of(self, sha256: str) -> Path:
        """Where an object lies on this machine; it is brought here when it does not.

        Raises StoreError when the bucket does not answer or the bytes are not the ones.
        """
        path = super().path_of(sha256)
        if path.exists():
            os.utime(path)  # `let_go` takes what was used longest ago
        elif not self._fetch(sha256, path):
            self._forget()
        return path

    def holds(self, file: File) -> bool:
        if file not in self._held and self._size(file.sha256) == file.size_bytes:
            self._held.add(file)
        return file in self._held

    def result_of(self, key: str) -> File | None:
        """What was found once is not asked for again until `let_go` or a loss."""
        if key not in self._results:
            found = super().result_of(key)
            if found is None:
                return None
            self._results[key] = found
        return self._results[key]

    def keep(self, path: Path) -> File:
        file = super().keep(path)
        if not self.holds(file):
            with self._answering():
                self.bucket.files.put_file(
                    str(super().path_of(file.sha256)),
                    self._at(name_of_object(file.sha256)),
                )
        return file

    def entries(self, kind: Kind) -> Iterator[Entry]:
        if kind == "unfinished":  # a bucket never has any; this machine may
            yield from super().entries(kind)
            return
        with self._answering():
            found = self.bucket.files.find(self._at(kind), detail=True)
        for path, facts in found.items():
            name = bare_name(path.rpartition("/")[2], kind)
            modified = facts.get("LastModified") or self.bucket.files.modified(path)
            yield Entry(kind, name, facts["size"], modified)

    def remove(self, entry: Entry) -> None:
        super().remove(entry)
        self._forget()
        if entry.kind != "unfinished":
            with self._answering(), suppress(FileNotFoundError):
                self.bucket.files.rm_file(self._at(name_of(entry)))

    def let_go(self, unused_since: datetime) -> None:
        """Takes from the near side what was used longest ago, down to its limit."""
        self._forget()
        near = sorted(super().entries("objects"), key=lambda entry: entry.modified)
        too_many = sum(entry.size_bytes for entry in near) - self._near_bytes
        for entry in near:
            if too_many <= 0 or entry.modified >= unused_since:
                return
            super().remove(entry)
            too_many -= entry.size_bytes

    def _fetch(self, sha256: str, path: Path) -> bool:
        with self.unfinished_file() as unfinished:
            try:
                with self._answering():
                    self.bucket.files.get_file(
                        self._at(name_of_object(sha256)), str(unfinished)
                    )
            except FileNotFoundError:
                return False
            if digest_of_file(unfinished).sha256 != sha256:
                raise StoreError(
                    self._at(name_of_object(sha256)),
                    "its bytes are not the ones that its name promises",
                    "remove it from the bucket: it is made again",
                )
            super().keep(unfinished)
        return path.exists()

    def _size(self, sha256: str) -> int | None:
        try:
            with self._answering():
                facts = self.bucket.files.info(self._at(name_of_object(sha256)))
        except FileNotFoundError:
            return None
        return int(facts["size"])

    def _read(self, name: str) -> bytes | None:
        try:
            with self._answering():
                return bytes(self.bucket.files.cat_file(self._at(name)))
        except FileNotFoundError:
            return None

    def _write_once(self, name: str, content: bytes) -> bool:
        if self._read(name) is not None:
            return False  # asked too, since some servers do not heed the condition
        try:
            with self._answering():
                self.bucket.files.pipe_file(self._at(name), content, mode="create")
        except FileExistsError:
            return False
        return True

    def _write(self, name: str, content: bytes) -> None:
        with self._answering():
            self.bucket.files.pipe_file(self._at(name), content)

    def _at(self, name: str) -> str:
        return f"{self.bucket.prefix}/{name}"

    def _forget(self) -> None:
        self._held.clear()
        self._results.clear()

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (FileNotFoundError, FileExistsError):
            raise
        except (OSError, BotoCoreError) as error:
            raise StoreError(
                self.address,
                "the bucket does not do what it is asked ({reason})",
                "check its address, the credentials and the network",
                reason=error,
            ) from error
