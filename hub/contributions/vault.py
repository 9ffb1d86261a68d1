"""Files that people hand in, on disk: under our names, out of the public's reach.

`uploads` holds what is still coming or not yet sent, `originals` what was sent. A file is
written a piece at a time, by one writer, whatever its size; its length is how far it is.
"""

import fcntl
import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

PIECE_BYTES = 1024 * 1024
_REMEMBERED = 64


class BusyError(Exception):
    """Somebody else is writing to this file."""


# How far a file's digest is, by its path, in this process. What another process took in
# is read again when the digest is wanted: a half-made digest cannot be written down.
_digests: OrderedDict[Path, tuple[int, Any]] = OrderedDict()


def upload_path(name: str) -> Path:
    return _folder("uploads") / name


def original_path(name: str) -> Path:
    return _folder("originals") / name


def free_bytes() -> int:
    return shutil.disk_usage(_folder("uploads")).free


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """The file, for one writer of all processes. Raises BusyError."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(str(path)) from error
        yield file


def append(
    file: BinaryIO,
    read: Callable[[int], bytes],
    most_bytes: int,
    *also: Any,
) -> None:
    """Adds what `read` gives, at most so much. What came before an error is kept."""
    path = Path(file.name)
    size = os.fstat(file.fileno()).st_size
    kept, digest = _digests.pop(path, (0, hashlib.sha256()))
    is_known = kept == size
    try:
        while most_bytes and (piece := read(min(PIECE_BYTES, most_bytes))):
            file.write(piece)
            most_bytes -= len(piece)
            for one in (digest, *also) if is_known else also:
                one.update(piece)
            kept += len(piece) if is_known else 0
    finally:
        file.flush()
        _remember(path, kept, digest)


def cut(file: BinaryIO, size: int) -> None:
    """Takes away what came last."""
    _digests.pop(Path(file.name), None)
    file.truncate(size)


def finish(file: BinaryIO) -> str:
    """Brings it to the disk for good; answers its digest."""
    os.fsync(file.fileno())
    path = Path(file.name)
    kept, digest = _digests.pop(path, (0, hashlib.sha256()))
    with path.open("rb") as content:
        content.seek(kept)
        while piece := content.read(PIECE_BYTES):
            digest.update(piece)
    return str(digest.hexdigest())


def keep_original(upload: str, original: str) -> None:
    """Gives it its second name. The first goes once the submission is certain.

    Both names are one file: nothing is copied, and nothing can be half there.
    """
    source, target = upload_path(upload), original_path(original)
    target.unlink(missing_ok=True)  # left by a submission that failed
    os.link(source, target)
    target.chmod(0o440)


def remove_upload(name: str) -> None:
    path = upload_path(name)
    _digests.pop(path, None)
    path.unlink(missing_ok=True)


def _folder(name: str) -> Path:
    folder = Path(settings.PRIVATE_DIR) / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def _remember(path: Path, size: int, digest: Any) -> None:
    _digests[path] = (size, digest)
    while len(_digests) > _REMEMBERED:
        _digests.popitem(last=False)
