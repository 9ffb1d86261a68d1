"""Small files of the player's own that say whether they are still what was written.

The seal finds torn and rotten bytes. It is no signature: whoever may write here may also
write the player itself.
"""

import hashlib
from pathlib import Path

from player.disk import read_if_there, write_whole


def write_sealed(path: Path, content: bytes) -> None:
    """Old or new, whole. Raises OSError."""
    write_whole(path, _seal(content) + b"\n" + content)


def read_sealed(path: Path) -> bytes | None:
    """None when nothing is there, or not what was written, or it cannot be read."""
    try:
        written = read_if_there(path) or b""
    except OSError:
        return None
    seal, _, content = written.partition(b"\n")
    return content if seal == _seal(content) else None


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
