"""What happened, on disk until the hub has it, and some time longer.

    spool/000000000001.jsonl    entries, named by the number of the first
    spool/sent                  the number of the last entry that the hub took

A line is written and synced before anything else happens. One that was torn by a power
cut is cut off when the spool is opened; nothing else is ever changed.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from player.disk import sync_folder, write_all
from player.sealed import read_sealed, write_sealed
from release.format import FormatError, parse_document
from release.reports import Entry, Logged, hash_of

FILE_BYTES = 1 << 20
SENT = "sent"


@dataclass(frozen=True)
class _Span:
    """A file, and the numbers of its first and last entry."""

    path: Path
    first: int
    last: int


class Spool:
    """Only one thread writes."""

    def __init__(
        self,
        folder: Path,
        keep: timedelta = timedelta(days=40),
        most_bytes: int = 512 << 20,
        file_bytes: int = FILE_BYTES,
    ) -> None:
        self._folder, self._keep, self._most = folder, keep, most_bytes
        self._file_bytes = file_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._sent = int(read_sealed(folder / SENT) or 0)
        self._last = max(self._mended_last(), self._sent)

    @property
    def next_number(self) -> int:
        return self._last + 1

    @property
    def unsent_count(self) -> int:
        return self._last - self._sent

    def append(self, entry: Entry) -> None:
        """Returns when it is on disk. Raises OSError and leaves the spool as it was."""
        logged = Logged(hash=hash_of(entry), entry=entry)
        path, is_new = self._file_for(entry.number)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        size_bytes = os.lseek(handle, 0, os.SEEK_END)
        try:
            write_all(handle, logged.model_dump_json().encode() + b"\n")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size_bytes)
            raise
        finally:
            os.close(handle)
        if is_new:
            sync_folder(self._folder)
        self._last = entry.number

    def unsent(self, most: int) -> list[Logged]:
        """The oldest that the hub does not have, in order."""
        found: list[Logged] = []
        for logged in self._entries_from(self._sent + 1):
            found.append(logged)
            if len(found) == most:
                break
        return found

    def mark_sent(self, number: int) -> None:
        """The hub has everything up to here."""
        write_sealed(self._folder / SENT, str(number).encode())
        self._sent = number

    def trim(self, now: datetime) -> int:
        """Removes whole files that are too old or too many; says how many unsent went."""
        lost = 0
        for span in self._waste(now):
            lost += max(0, span.last - max(self._sent, span.first - 1))
            if span.last > self._sent:
                self.mark_sent(span.last)
            span.path.unlink()
        return lost

    def _waste(self, now: datetime) -> list[_Span]:
        """Never the newest, which is written to."""
        spans = self._spans()
        sizes = [span.path.stat().st_size for span in spans]
        excess = sum(sizes) - self._most
        waste = []
        for span, size_bytes in list(zip(spans, sizes, strict=True))[:-1]:
            if excess <= 0 and not _is_older(span.path, now - self._keep):
                break
            waste.append(span)
            excess -= size_bytes
        return waste

    def _file_for(self, number: int) -> tuple[Path, bool]:
        files = self._files()
        if files and files[-1].stat().st_size < self._file_bytes:
            return files[-1], False
        return self._folder / f"{number:012}.jsonl", True

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))

    def _spans(self) -> list[_Span]:
        files = self._files()
        firsts = [int(path.stem) for path in files]
        lasts = [first - 1 for first in firsts[1:]] + [self._last]
        return [_Span(*one) for one in zip(files, firsts, lasts, strict=True)]

    def _entries_from(self, number: int) -> Iterator[Logged]:
        for span in self._spans():
            if span.last < number:
                continue
            for line in _content(span.path).splitlines():
                logged = _parse(line)
                if logged and logged.entry.number >= number:
                    yield logged

    def _mended_last(self) -> int:
        """Cuts a torn line off the newest file; answers the newest entry's number."""
        for path in reversed(self._files()):
            content = _content(path)
            whole = content[: content.rfind(b"\n") + 1]
            if len(whole) < len(content):
                os.truncate(path, len(whole))
            for line in reversed(whole.splitlines()):
                if logged := _parse(line):
                    return logged.entry.number
        return 0


def _content(path: Path) -> bytes:
    """A file on a bad sector is missed by the hub, and holds nothing up."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parse(line: bytes) -> Logged | None:
    """A rotten line is passed over: the hub sees a number missing."""
    try:
        return parse_document(Logged, line)
    except FormatError:
        return None


def _is_older(path: Path, instant: datetime) -> bool:
    """By what its last entry says: a file's own date may be a wrong clock's."""
    last = _parse(_content(path).rstrip().rpartition(b"\n")[2])
    return last is None or last.entry.at < instant
