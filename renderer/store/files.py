"""A file's digest, and making sure that it is on the disk."""

import hashlib
import os
from pathlib import Path

from release.format import File

BLOCK_BYTES = 1 << 20


def digest_of_file(path: Path) -> File:
    """Hash and size of a file, read once in blocks."""
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
            size_bytes += len(block)
    return File(sha256=digest.hexdigest(), size_bytes=size_bytes)


def sync(path: Path) -> None:
    """Returns when a file or folder would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
