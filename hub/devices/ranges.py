"""The `Range` header of one request against the size of one file (RFC 9110, 14).

Pure. Only a single range of bytes is answered in part; anything else that a client may
write there is answered with the whole file, as the RFC allows.
"""

import re
from dataclasses import dataclass

# More digits than any file has; and int() refuses thousands of them.
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE | re.ASCII)


class UnsatisfiableRangeError(ValueError):
    """The client asks for bytes that the file does not have."""


@dataclass(frozen=True)
class ByteRange:
    """Bytes from `first` to `last`, both included; `last` is -1 in an empty file."""

    first: int
    last: int

    @property
    def size_bytes(self) -> int:
        return self.last - self.first + 1


def parse_range(header: str, size_bytes: int) -> ByteRange | None:
    """The part asked for, or None for the whole file; raises UnsatisfiableRangeError."""
    match = _ONE_RANGE.fullmatch(header.strip())
    first, last = match.groups() if match else ("", "")
    if not first and not last:
        return None

    if not first:
        return _suffix(int(last), size_bytes)
    if last and int(last) < int(first):
        return None
    if int(first) >= size_bytes:
        raise UnsatisfiableRangeError
    return ByteRange(int(first), min(int(last or size_bytes), size_bytes - 1))


def _suffix(length: int, size_bytes: int) -> ByteRange:
    if length == 0 or size_bytes == 0:
        raise UnsatisfiableRangeError
    return ByteRange(max(0, size_bytes - length), size_bytes - 1)
