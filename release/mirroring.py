"""Brings a cluster's repository to where players read it: files first, the timestamp last.

Whatever ends it in between leaves the old state whole: nothing that is named changes, and
what is new is named by the timestamp alone. The hub's folder stays the master; no key is
needed here and nothing here is believed by anybody.
"""

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from release.format import File, FormatError
from release.mandates import DOCUMENT_NAMES, Mandate, parse_signed

TIMESTAMP = "metadata/timestamp.json"
IMMUTABLE = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# Of roles the timestamp's state is told last; a new root before anything signed under it.
ORDER = ("files/", "targets/", "metadata/")

type Find = Callable[[File], Path | None]


class MirrorError(Exception):
    """The mirror is as it was, or has more than anybody is told of."""


@dataclass(frozen=True)
class Leaf:
    """A file of the repository, by its address there."""

    address: str
    content: bytes | Path
    size_bytes: int

    @property
    def is_immutable(self) -> bool:
        return self.address != TIMESTAMP

    @property
    def cache_control(self) -> str:
        return IMMUTABLE if self.is_immutable else ASK_AGAIN

    @property
    def content_type(self) -> str:
        is_loop = self.address.endswith(".mp4")
        return "video/mp4" if is_loop else "application/json"


class Place(Protocol):
    """Where files are put, by address; all may raise MirrorError."""

    def sizes(self, folder: str) -> dict[str, int]: ...

    def put(self, address: str, leaf: Leaf) -> None: ...

    def remove(self, address: str) -> None: ...


def leaves_of(documents: Mapping[str, bytes], find: Find) -> list[Leaf]:
    """In the order in which they go. `documents` is the repository but its loops.

    Raises MirrorError when a loop of what is published now is not there. Those of what
    was published before are taken along while they are.
    """
    leaves = [Leaf(at, data, len(data)) for at, data in documents.items()]
    for file, is_due in sorted(
        _loops(documents).items(), key=lambda one: one[0].sha256
    ):
        path = find(file)
        if path:
            address = f"files/{file.sha256}.mp4"
            leaves.append(Leaf(address, path, file.size_bytes))
        elif is_due:
            raise MirrorError(f"the loop {file.sha256} is missing or damaged")
    return sorted(leaves, key=_turn)


def bring(place: Place, cluster: str, leaves: list[Leaf]) -> list[str]:
    """What was put, in that order. Raises MirrorError."""
    there = place.sizes(f"{cluster}/")
    put = []
    for leaf in leaves:
        address = f"{cluster}/{leaf.address}"
        if leaf.is_immutable and there.get(address) == leaf.size_bytes:
            continue
        place.put(address, leaf)
        put.append(leaf.address)
    named = {f"{cluster}/{leaf.address}" for leaf in leaves}
    for address in sorted(there.keys() - named):
        if address.removeprefix(f"{cluster}/").startswith(ORDER):
            place.remove(address)
    return put


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """False while another process brings the same repository.

    An older timestamp of the one must not come after a newer of the other.
    """
    with (folder / ".mirror").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _turn(leaf: Leaf) -> tuple[bool, int, str]:
    folder = next(n for n, one in enumerate(ORDER) if leaf.address.startswith(one))
    return not leaf.is_immutable, folder, leaf.address


def _loops(documents: Mapping[str, bytes]) -> dict[File, bool]:
    """Every loop that any document names; true of those that the newest of a kind does."""
    found: dict[File, bool] = {}
    for mandate in Mandate:
        name = DOCUMENT_NAMES[mandate]
        of_kind = [data for at, data in documents.items() if at.endswith(f".{name}")]
        parsed = []
        for data in of_kind:
            try:
                parsed.append(parse_signed(mandate, data))
            except FormatError as error:
                raise MirrorError(f"{name}: {error}") from error
        newest = max((one.seq for one in parsed), default=0)
        for one in parsed:
            for file in one.files:
                found[file] = found.get(file, False) or one.seq == newest
    return found
