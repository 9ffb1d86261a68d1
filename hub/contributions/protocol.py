"""What tus 1.0 says in headers, read and refused. Pure.

https://tus.io/protocols/resumable-upload: the core, with creation, expiration, checksum
and termination.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
CHUNK_TYPE = "application/offset+octet-stream"
# Against accidents on the way, not against people: sha1 is what the protocol demands.
ALGORITHMS = ("sha1", "sha256")
CHECKSUM_MISMATCH = 460


class ProtocolError(Exception):
    """What was asked for cannot be done; `status` says it to the program."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Checksum:
    algorithm: str
    digest: bytes

    def begin(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


def check_version(headers: Mapping[str, str]) -> None:
    if headers.get("Tus-Resumable") != VERSION:
        raise ProtocolError(412, f"Tus-Resumable must be {VERSION}.")


def parse_length(headers: Mapping[str, str]) -> int:
    if "Upload-Defer-Length" in headers:
        raise ProtocolError(400, "Upload-Length must be given when an upload begins.")
    return _number(headers, "Upload-Length")


def parse_piece_length(headers: Mapping[str, str]) -> int:
    """A piece of unknown length could not be refused before it is read."""
    if not headers.get("Content-Length"):
        raise ProtocolError(411, "Content-Length must be given.")
    return _number(headers, "Content-Length")


def parse_offset(headers: Mapping[str, str]) -> int:
    return _number(headers, "Upload-Offset")


def check_chunk_type(headers: Mapping[str, str]) -> None:
    if headers.get("Content-Type", "") != CHUNK_TYPE:
        raise ProtocolError(415, f"Content-Type must be {CHUNK_TYPE}.")


def parse_metadata(headers: Mapping[str, str]) -> dict[str, str]:
    """Pairs of a key and a value in base64, with commas between them."""
    found = {}
    for pair in filter(None, headers.get("Upload-Metadata", "").split(",")):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ProtocolError(400, "Upload-Metadata cannot be read.") from error
    return found


def parse_checksum(headers: Mapping[str, str]) -> Checksum | None:
    if "Upload-Checksum" not in headers:
        return None
    algorithm, _, value = headers["Upload-Checksum"].partition(" ")
    if algorithm not in ALGORITHMS:
        raise ProtocolError(400, f"Upload-Checksum knows {', '.join(ALGORITHMS)}.")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except binascii.Error as error:
        raise ProtocolError(400, "Upload-Checksum cannot be read.") from error


def method_of(method: str, headers: Mapping[str, str]) -> str:
    """Some proxies let only GET and POST through; POST alone may stand for another.

    A GET that stood for PATCH would pass the check against forged requests.
    """
    if method != "POST":
        return method
    return headers.get("X-HTTP-Method-Override", method).upper()


def _number(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name, "")
    # More digits than any file has; and int() refuses thousands of them.
    if not (value.isascii() and value.isdecimal() and len(value) <= 18):
        raise ProtocolError(400, f"{name} must be a number of bytes.")
    return int(value)
