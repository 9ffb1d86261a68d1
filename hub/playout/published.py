"""What a cluster's repository says now, read as a player reads it: verified.

For players that cannot verify, for sticks and for mirrors. What is published is believed
here no more than at a gate; only its age is not judged again: the timestamp was fresh when
it was written, and expiry never ends what is shown.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from hub.playout.shelf import FILES
from release.format import File
from release.places import Places
from release.trust import Trusted, TrustError, UnreachableError
from release.verify import ClusterVerifier

logger = logging.getLogger(__name__)

TIMESTAMP = "metadata/timestamp.json"
# What was verified last, of each cluster: old is better than black.
_last: dict[Path, Trusted] = {}


def folder_of(cluster: str) -> Path:
    """The cluster's repository, whether or not it is there."""
    return Places(Path(settings.RELEASES_DIR)).repositories / cluster


def trusted_now(cluster: str) -> Trusted | None:
    """None when nothing was ever published. Read again only when the timestamp changed."""
    folder = folder_of(cluster)
    try:
        facts = (folder / TIMESTAMP).stat()
        trusted = _verify(folder, cluster, facts.st_mtime_ns, facts.st_ino)
    except FileNotFoundError:
        return None
    except (TrustError, OSError) as error:
        logger.warning("what is published for %s is not believed: %s", cluster, error)
        return _last.get(folder)
    _last[folder] = trusted
    return trusted


def documents_of(cluster: str) -> dict[str, bytes]:
    """Every file of the repository but its loops, by address; {} when there is none.

    The timestamp is read first: what it stands for never changes and is there as long as
    anybody may ask for it, whatever is published meanwhile.
    """
    folder = folder_of(cluster)
    try:
        found = {TIMESTAMP: (folder / TIMESTAMP).read_bytes()}
    except FileNotFoundError:
        return {}
    for path in (*folder.glob("metadata/*.json"), *folder.glob("targets/*/*.json")):
        address = path.relative_to(folder).as_posix()
        if not path.name.startswith(".") and address not in found:
            found[address] = path.read_bytes()
    return found


def loop_file(file: File) -> Path | None:
    """Where the loop lies, with the very bytes that its name promises; else None.

    It is read whole once, and again when anything about the file changed.
    """
    name = f"{file.sha256}.mp4"
    for root in (Path(settings.RELEASES_DIR), Path(settings.LOOPS_DIR)):
        path = root / FILES / name
        try:
            facts = path.stat()
            # Unlike the time of its last change, nobody can set st_ctime_ns back.
            found = _digest_of(path, facts.st_ino, facts.st_ctime_ns, facts.st_size)
        except FileNotFoundError:
            continue
        if (found, facts.st_size) == (file.sha256, file.size_bytes):
            return path
        logger.error("%s holds other bytes than its name promises", path)
    return None


@lru_cache(maxsize=1024)
def _verify(folder: Path, cluster: str, modified_ns: int, _inode: int) -> Trusted:
    """Keyed by what changes with every timestamp. Raises TrustError."""
    root = (folder / "metadata" / "1.root.json").read_bytes()
    with TemporaryDirectory() as scratch:
        verifier = ClusterVerifier(Path(scratch), cluster, root, _Folder(folder))
        return verifier.refresh(datetime.fromtimestamp(modified_ns / 1e9, UTC))


@lru_cache(maxsize=4096)
def _digest_of(path: Path, _inode: int, _changed_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Folder:
    """The repository on the hub's own disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, address: str, limit: int) -> Iterable[bytes]:
        try:
            with (self._folder / address).open("rb") as file:
                yield file.read(limit)
        except OSError as error:
            raise UnreachableError(address) from error
