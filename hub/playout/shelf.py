"""Keeps every loop of what is published, so that the renderer's sweeping takes none.

A hard link where disks allow, else a copy: written beside, then renamed. What no release
of the last days names goes again.
"""

import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

from release.format import File

FILES = "files"


def keep_files(files: Iterable[File]) -> None:
    """Raises OSError naming the first that is not there; others may be kept already."""
    for file in files:
        name = f"{file.sha256}.mp4"
        target = _shelf() / name
        if target.is_file() and target.stat().st_size == file.size_bytes:
            continue
        _bring(Path(settings.LOOPS_DIR) / FILES / name, target)


def sweep(named: Collection[str]) -> list[str]:
    """Removes all but these digests; what was removed."""
    gone = [path for path in _shelf().glob("*.mp4") if path.stem not in named]
    for path in gone:
        path.unlink(missing_ok=True)
    return [path.stem for path in gone]


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, beside)
        with beside.open("rb") as copied:
            os.fsync(copied.fileno())
    beside.replace(target)


def _shelf() -> Path:
    return Path(settings.RELEASES_DIR) / FILES
