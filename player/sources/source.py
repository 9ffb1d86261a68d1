"""What a source promises."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from release.format import File


@dataclass(frozen=True)
class Stream:
    """Bytes of a file from `begins_at` on, which need not be where it was asked."""

    begins_at: int
    blocks: Iterator[bytes]


class Source(Protocol):
    """A repository: `release.trust.Transport`, and its loops."""

    def read(self, address: str, limit: int) -> Iterable[bytes]:
        """Raises UnreachableError."""
        ...

    def open_file(self, file: File, offset: int) -> AbstractContextManager[Stream]:
        """Raises UnreachableError, also while it is read."""
        ...


def address_of(file: File) -> str:
    """Where a loop lies in its repository."""
    return f"files/{file.sha256}.mp4"
