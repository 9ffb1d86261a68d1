"""One look at a repository with python-tuf, which decides what is newer and fresh.

It works in a folder of its own that is thrown away: what it writes is not durable, and
nothing counts before all of it was verified.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.api.metadata import Metadata, Root
from tuf.ngclient import Updater, UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface

from release.attacks import name_attack
from release.trust import Attack, RefusedError, Transport, UnreachableError

# Several times what a cluster's metadata comes to.
ROOT_LIMIT = 64 * 1024
TIMESTAMP_LIMIT = 8 * 1024
SNAPSHOT_LIMIT = 32 * 1024
TARGETS_LIMIT = 64 * 1024
LEAST_LIMIT = 8 * 1024
SCRATCH_PREFIX = "look-"


@dataclass(frozen=True)
class TopLevel:
    """The newest verified metadata of a repository; `roots` are those after the pinned."""

    roots: tuple[bytes, ...] = ()
    timestamp: bytes = b""
    snapshot: bytes = b""
    targets: bytes = b""


def read_whole(transport: Transport, address: str, limit: int) -> bytes:
    """Raises UnreachableError, and RefusedError when there is more than `limit`."""
    data = bytearray()
    # One byte more than allowed shows that there is no end in sight.
    for piece in transport.read(address, limit + 1):
        data += piece
        if len(data) > limit:
            raise RefusedError(Attack.ENDLESS, f"{address}: more than {limit} bytes")
    return bytes(data)


def look(
    known: TopLevel,
    *,
    pinned: bytes,
    transport: Transport,
    time: datetime,
    cluster: str,
    folder: Path,
) -> TopLevel:
    """What the repository says now. Raises RefusedError, UnreachableError."""
    fetcher = _Fetcher(transport)
    with _scratch(folder, known, first=_version_after(pinned)) as scratch:
        try:
            updater = Updater(
                str(scratch),
                "metadata/",
                fetcher=fetcher,
                config=_CONFIG,
                bootstrap=pinned,
            )
            # TUF has no other way to be told the time.
            updater._trusted_set.reference_time = time
            updater.refresh()
        except (RepositoryError, DownloadError) as error:
            raise name_attack(
                error, address=fetcher.address, data=fetcher.data, cluster=cluster
            ) from error
        return _collect(scratch, first=_version_after(pinned))


_CONFIG = UpdaterConfig(
    root_max_length=ROOT_LIMIT,
    timestamp_max_length=TIMESTAMP_LIMIT,
    snapshot_max_length=SNAPSHOT_LIMIT,
    targets_max_length=TARGETS_LIMIT,
)


class _Fetcher(FetcherInterface):
    """Lets TUF read through our transport, and remembers what came last."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.address = ""
        self.data = b""

    def _fetch(self, url: str) -> Iterator[bytes]:
        raise NotImplementedError  # all reading is bounded, below

    def download_bytes(self, url: str, max_length: int) -> bytes:
        self.address, self.data = url, b""
        # Where the length is named it is checked afterwards: a whole file of another
        # state is not endless.
        limit = max(max_length, LEAST_LIMIT)
        try:
            self.data = read_whole(self._transport, url, limit)
        except UnreachableError as error:
            if url.endswith(".root.json"):
                # Not to be there is the usual answer for the next root. Whoever can
                # keep it from us could also answer 404.
                raise DownloadHTTPError(str(error), 404) from error
            raise
        return self.data


def _version_after(pinned: bytes) -> int:
    root: Metadata[Root] = Metadata.from_bytes(pinned)
    return root.signed.version + 1


@contextmanager
def _scratch(folder: Path, known: TopLevel, *, first: int) -> Iterator[Path]:
    with TemporaryDirectory(dir=folder, prefix=SCRATCH_PREFIX) as name:
        scratch = Path(name)
        history = scratch / "root_history"
        history.mkdir()
        for version, root in enumerate(known.roots, start=first):
            (history / f"{version}.root.json").write_bytes(root)
        for role in ("timestamp", "snapshot", "targets"):
            (scratch / f"{role}.json").write_bytes(getattr(known, role))
        yield scratch


def _collect(scratch: Path, *, first: int) -> TopLevel:
    roots: list[bytes] = []
    history = scratch / "root_history"
    while (path := history / f"{first + len(roots)}.root.json").exists():
        roots.append(path.read_bytes())
    timestamp, snapshot, targets = (
        (scratch / f"{role}.json").read_bytes()
        for role in ("timestamp", "snapshot", "targets")
    )
    return TopLevel(tuple(roots), timestamp, snapshot, targets)
