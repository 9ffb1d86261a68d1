"""Loops on this machine, named by their digest.

    files/<sha256>    whole and checked before it got its name
    parts/<sha256>    what came so far

`is_sound` reads a file again before it is shown for the first time since the start.
"""

import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path

from player.disk import sync_folder
from player.errors import DiskFullError, WrongBytesError
from release.format import File

BLOCK_BYTES = 1 << 20


class Store:
    """Never holds a file under a name that is not its digest, but for a rotten disk."""

    def __init__(self, root: Path, free_floor_bytes: int) -> None:
        self.root, self.free_floor_bytes = root, free_floor_bytes
        self._files, self._parts = root / "files", root / "parts"
        self._sound: dict[str, tuple[int, int]] = {}
        for folder in (self._files, self._parts):
            folder.mkdir(parents=True, exist_ok=True)

    def path_of(self, sha256: str) -> Path:
        return self._files / sha256

    def part_of(self, file: File) -> Path:
        return self._parts / file.sha256

    def part_bytes(self, file: File) -> int:
        part = self.part_of(file)
        return part.stat().st_size if part.exists() else 0

    def holds(self, file: File) -> bool:
        try:
            return self.path_of(file.sha256).stat().st_size == file.size_bytes
        except FileNotFoundError:
            return False

    def is_sound(self, file: File) -> bool:
        """Read whole, once since the start; what is not what it says is removed."""
        path = self.path_of(file.sha256)
        if not self.holds(file):
            return False
        if self._sound.get(file.sha256) == _identity(path):
            return True
        if _sha256_if_readable(path) != file.sha256:
            path.unlink(missing_ok=True)
            return False
        self._sound[file.sha256] = _identity(path)
        return True

    def keep(self, file: File) -> None:
        """Gives a complete part its name. Raises WrongBytesError; the part is gone then."""
        part = self.part_of(file)
        if part.stat().st_size != file.size_bytes or _sha256_of(part) != file.sha256:
            part.unlink()
            raise WrongBytesError(
                file.sha256[:12],
                "dữ liệu nhận được không đúng mã băm đã ký",
                "tự tải lại; nếu lặp lại, báo trung tâm",
            )
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(self.path_of(file.sha256))
        sync_folder(self._files)
        self._sound[file.sha256] = _identity(self.path_of(file.sha256))

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.root).free

    def make_room(self, file: File) -> None:
        """Raises DiskFullError when the rest of it would take the last of the disk."""
        missing = file.size_bytes - self.part_bytes(file)
        if self.free_bytes() - missing < self.free_floor_bytes:
            raise DiskFullError(
                file.sha256[:12],
                f"đĩa không đủ chỗ cho {missing / 1e6:.0f} MB",
                "dọn đĩa hoặc thay đĩa lớn hơn; nội dung cũ vẫn phát",
            )

    def collect(self, named: Collection[str]) -> int:
        """Removes files and parts of none of these names; says how many."""
        waste = [
            path
            for folder in (self._files, self._parts)
            for path in folder.iterdir()
            if path.name not in named
        ]
        for path in waste:
            path.unlink(missing_ok=True)
        return len(waste)


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ino


def _sha256_if_readable(path: Path) -> str:
    """A bad sector is as good as another picture."""
    try:
        return _sha256_of(path)
    except OSError:
        return ""


def _sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
