"""Reads every file that a document names, and holds it against its digest."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from release.errors import SigningError
from release.format import File


def rehash(files: Iterable[File], folders: Sequence[Path]) -> None:
    """What is signed is what lies there now, in the first folder that has it.

    Raises SigningError.
    """
    for file in files:
        places = [folder / f"{file.sha256}.mp4" for folder in folders]
        path = next((one for one in places if one.exists()), places[0])
        try:
            with path.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
                size_bytes = opened.tell()
        except OSError as error:
            raise SigningError("file_missing", name=path.name) from error
        if (digest, size_bytes) != (file.sha256, file.size_bytes):
            raise SigningError("file_differs", name=path.name)
