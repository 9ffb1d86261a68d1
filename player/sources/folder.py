"""The files of a repository in a folder, such as a stick's."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from player.sources.source import Stream, address_of
from release.format import File
from release.trust import UnreachableError

BLOCK_BYTES = 1 << 20


class FolderSource:
    """What does not lie in the folder itself, as behind a link, is not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def read(self, address: str, limit: int) -> Iterable[bytes]:
        with self._opened(address) as file:
            yield file.read(limit)

    @contextmanager
    def open_file(self, file: File, offset: int) -> Iterator[Stream]:
        with self._opened(address_of(file)) as opened:
            opened.seek(offset)
            yield Stream(offset, self._blocks(opened))

    @contextmanager
    def _opened(self, address: str) -> Iterator[BinaryIO]:
        path = (self._folder / address).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise UnreachableError(f"{path}: not there")
        try:
            opened = path.open("rb")
        except OSError as error:
            raise UnreachableError(f"{path}: {error.strerror}") from error
        with opened:
            yield opened

    def _blocks(self, opened: BinaryIO) -> Iterator[bytes]:
        """A stick that is pulled out has not answered."""
        try:
            while block := opened.read(BLOCK_BYTES):
                yield block
        except OSError as error:
            raise UnreachableError(f"{opened.name}: {error.strerror}") from error
