"""What a repository on disk says now, and the record of the highest ever published.

The record is written before the timestamp that makes it true, so it is never behind; a
timestamp that only says again what was said is its own record.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from release.errors import PublishError
from release.keeping import KeptTwice
from release.mandates import Mandate

VERSIONED = ("snapshot", "targets", *Mandate)


@dataclass(frozen=True)
class Published:
    """The state that the timestamp stands for, and the newest root."""

    root: Metadata[Root]
    timestamp: Metadata[Timestamp]
    snapshot: Metadata[Snapshot]
    targets: Metadata[Targets]

    def version_of(self, role: str) -> int:
        """0 when nothing was published under it."""
        meta = self.snapshot.signed.meta.get(f"{role}.json")
        return meta.version if meta else 0


def read_published(metadata: Path, cluster: str) -> Published:
    """Raises PublishError when there is no repository."""
    newest = max(root_versions(metadata), default=0)
    if not newest or not (metadata / "timestamp.json").exists():
        raise PublishError("no_repository", cluster=cluster)
    timestamp = _read(Timestamp, metadata / "timestamp.json")
    version = timestamp.signed.snapshot_meta.version
    snapshot = _read(Snapshot, metadata / f"{version}.snapshot.json")
    version = snapshot.signed.meta["targets.json"].version
    return Published(
        root=_read(Root, metadata / f"{newest}.root.json"),
        timestamp=timestamp,
        snapshot=snapshot,
        targets=_read(Targets, metadata / f"{version}.targets.json"),
    )


def root_versions(metadata: Path) -> list[int]:
    return versions(metadata, "root")


def versions(metadata: Path, role: str) -> list[int]:
    """Ascending, of all files that are there, published or left by a crash."""
    names = (path.name.partition(".")[0] for path in metadata.glob(f"*.{role}.json"))
    return sorted(int(name) for name in names if name.isdecimal())


def _read[T: (Root, Snapshot, Targets, Timestamp)](
    _kind: type[T], path: Path
) -> Metadata[T]:
    """Our own file: what is wrong with it is a fault of the machine."""
    metadata: Metadata[T] = Metadata.from_bytes(path.read_bytes())
    return metadata


class Issued(BaseModel):
    """The highest number published under a mandate, of which document, at which version."""

    model_config = ConfigDict(frozen=True)

    version: int = 0
    seq: int = 0
    sha256: str = ""


class Record(BaseModel):
    """The highest that anybody may have seen. Versions of the roles, and what was issued."""

    model_config = ConfigDict(frozen=True)

    timestamp: int = 0
    snapshot: int = 0
    targets: int = 0
    issued: dict[Mandate, Issued] = {}

    def of(self, mandate: Mandate) -> Issued:
        return self.issued.get(mandate, Issued())

    @property
    def highest(self) -> int:
        numbers = [self.timestamp, self.snapshot, self.targets]
        numbers += [n for one in self.issued.values() for n in (one.version, one.seq)]
        return max(numbers)


class RecordFile:
    """Lies beside the repository's folders and is kept twice."""

    def __init__(self, folder: Path) -> None:
        self._file = KeptTwice(folder / "record")

    def read(self) -> Record:
        document = self._file.read()
        return Record.model_validate_json(document) if document else Record()

    def write(self, record: Record) -> None:
        if record != self.read():
            self._file.write(record.model_dump_json().encode())
