"""The digest by which a file is known everywhere, read in pieces: clips are large."""

import hashlib
from typing import IO, Any

PIECE_BYTES = 1024 * 1024


def sha256_of(file: IO[bytes] | Any) -> str:
    """Leaves the file at its start, where the next reader expects it."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
