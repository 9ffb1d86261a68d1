"""What a stick's file system and a plain box's menu take. Pure."""

import re

# FAT32 keeps the length of a file in 32 bits.
MOST_BYTES = 2**32 - 1
MOST_LETTERS = 255
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DEVICES = {"con", "prn", "aux", "nul"}


def fits_stick(path: str, size_bytes: int) -> bool:
    """Whether FAT32 and Windows take every part of the path, and the file is not too large."""
    return size_bytes <= MOST_BYTES and all(map(_is_plain, path.split("/")))


def plain_name(number: int) -> str:
    """As a box lists and plays them: `01.mp4` first."""
    return f"{number:02}.mp4"


def _is_plain(part: str) -> bool:
    return (
        len(part) <= MOST_LETTERS
        and bool(_PLAIN.fullmatch(part))
        and not part.endswith(".")
        and part.partition(".")[0].lower() not in _DEVICES
    )
