"""The folder that was uploaded, whether packed or not; nothing in it is trusted.

An archive is never unpacked as a whole: its directory is read and judged, and single
files are copied out by name, counted while they are.
"""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from hub.importing.names import is_inside, is_of_the_system, readings
from hub.importing.problems import FolderRefusedError

# A picture or a film hardly shrinks; a text by ten. A bomb shrinks by thousands.
WORST_RATIO = 200
SMALL_BYTES = 1024 * 1024
PACKED = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"}
PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Folder:
    """`names`: each file with what it may have been called."""

    path: Path
    names: dict[str, set[str]]
    is_packed: bool

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        if name not in self.names:
            raise FolderRefusedError(_("“%(name)s” is not there.") % {"name": name})
        if not self.is_packed:
            with (self.path / name).open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            yield file

    def copy_out(self, name: str, to: Path) -> None:
        """Raises FolderRefusedError where more comes out than the archive says."""
        with self.open(name) as source, to.open("wb") as target:
            if not self.is_packed:
                shutil.copyfileobj(source, target)
                return
            left = settings.IMPORT_MAX_BYTES
            try:
                while piece := source.read(PIECE_BYTES):
                    left -= len(piece)
                    if left < 0:
                        raise _too_large()
                    target.write(piece)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise _broken() from error


def open_folder(path: Path) -> Folder:
    """What lies at `path`: an archive, or loose files. Raises FolderRefusedError."""
    if path.is_dir():
        names = sorted(one.name for one in path.iterdir() if one.is_file())
        return Folder(
            path, {name: readings(name, is_unicode=True) for name in names}, False
        )
    return Folder(path, _judged(path), True)


def check_workbook(path: Path) -> None:
    """A workbook is an archive too. Raises FolderRefusedError before it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FolderRefusedError(
            _("This is not a workbook of Excel. Save it as .xlsx and upload it again.")
        ) from error
    if any(
        PurePosixPath(one.filename).name.lower() == "vbaproject.bin" for one in members
    ):
        raise FolderRefusedError(
            _("This workbook holds macros. Save it as .xlsx (without macros).")
        )
    if sum(one.file_size for one in members) > settings.IMPORT_MAX_SHEET_BYTES:
        raise FolderRefusedError(
            _("This workbook is larger than %(limit)s inside. Split it.")
            % {"limit": filesizeformat(settings.IMPORT_MAX_SHEET_BYTES)}
        )


def _judged(path: Path) -> dict[str, set[str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken() from error
    if len(members) > settings.IMPORT_MAX_FILES:
        raise FolderRefusedError(
            _(
                "The archive holds %(count)s files; at most %(limit)s can be imported at once. Split it."
            )
            % {"count": len(members), "limit": settings.IMPORT_MAX_FILES}
        )
    for member in members:
        _judge(member)
    if sum(one.file_size for one in members) > settings.IMPORT_MAX_BYTES:
        raise _too_large()
    kept = [one for one in members if not is_of_the_system(one.filename)]
    return {one.filename: _readings(one) for one in kept}


def _judge(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if not is_inside(name):
        raise _refused(_("“%(name)s” points outside the folder."), name)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(_("“%(name)s” is a link and not a file."), name)
    if member.flag_bits & 0x1:
        raise _refused(_("“%(name)s” is locked with a password."), name)
    if PurePosixPath(name).suffix.lower() in PACKED:
        raise _refused(_("“%(name)s” is an archive within the archive."), name)
    is_bomb = member.file_size > WORST_RATIO * max(member.compress_size, 1)
    if member.file_size > SMALL_BYTES and is_bomb:
        raise _refused(_("“%(name)s” unpacks to far more than it is."), name)


def _readings(member: zipfile.ZipInfo) -> set[str]:
    return readings(member.filename, is_unicode=bool(member.flag_bits & 0x800))


def _refused(template: str, name: str) -> FolderRefusedError:
    way_out = _("Pack the folder anew without it, and upload it again.")
    return FolderRefusedError(f"{template % {'name': name[:200]}} {way_out}")


def _broken() -> FolderRefusedError:
    return FolderRefusedError(
        _(
            "The archive cannot be read. Pack the folder anew as .zip, and upload it again."
        )
    )


def _too_large() -> FolderRefusedError:
    return FolderRefusedError(
        _("Unpacked, the archive is larger than %(limit)s. Split it.")
        % {"limit": filesizeformat(settings.IMPORT_MAX_BYTES)}
    )
