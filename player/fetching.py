"""One file into the store, from where an earlier try broke off.

Raises UnreachableError (what came is kept), WrongBytesError (it is thrown away) and
DiskFullError (so is it: whoever has no room must not take the last of it).
"""

import errno
import os
from collections.abc import Callable

from player.disk import write_all
from player.errors import DiskFullError, FetchError, WrongBytesError
from player.sources import Source, Stream
from player.store import Store
from release.format import File
from release.trust import UnreachableError

LACK_OF_SPACE = {errno.ENOSPC, errno.EDQUOT}


class GivenUpError(FetchError):
    """Somebody needs the line more; what came is kept."""


def fetch_file(
    file: File,
    source: Source,
    store: Store,
    is_wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Returns when the store holds the file, whole and synced."""
    if store.holds(file):
        return
    if store.part_bytes(file) > file.size_bytes:
        store.part_of(file).unlink()
    store.make_room(file)
    if store.part_bytes(file) < file.size_bytes or file.size_bytes == 0:
        _fetch_rest(file, source, store, is_wanted)
    store.keep(file)


def _fetch_rest(
    file: File, source: Source, store: Store, is_wanted: Callable[[], bool]
) -> None:
    with source.open_file(file, store.part_bytes(file)) as stream:
        try:
            came = _write_part(file, stream, store, is_wanted)
        except OSError as error:
            if error.errno not in LACK_OF_SPACE:
                raise
            store.part_of(file).unlink(missing_ok=True)
            raise DiskFullError(
                file.sha256[:12], "đĩa đã đầy", "dọn đĩa; nội dung cũ vẫn phát"
            ) from error
    if came < file.size_bytes:
        raise UnreachableError(f"{file.sha256[:12]}: cut off at {came} B")


def _write_part(
    file: File, stream: Stream, store: Store, is_wanted: Callable[[], bool]
) -> int:
    """Answers where the part ends now."""
    part = store.part_of(file)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        # Where a range was ignored this begins anew.
        os.truncate(handle, stream.begins_at)
        end = os.lseek(handle, stream.begins_at, os.SEEK_SET)
        for block in stream.blocks:
            end += len(block)
            if end > file.size_bytes:
                part.unlink()
                raise WrongBytesError(
                    file.sha256[:12], "máy chủ gửi quá dài", "báo trung tâm"
                )
            write_all(handle, block)
            if not is_wanted():
                raise GivenUpError(
                    file.sha256[:12], "nhường đường truyền", "tự tải tiếp"
                )
        return end
    finally:
        os.close(handle)
