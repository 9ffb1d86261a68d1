"""A file on disk as an HTTP answer: validators, parts, and blocks instead of memory.

Leaves to `names` what may be opened at all and to `ranges` what a part is.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from hub.devices.names import KnownName
from hub.devices.ranges import ByteRange, UnsatisfiableRangeError, parse_range

BLOCK_BYTES = 256 * 1024


class FileBlocks:
    """The bytes of a part, block by block; closes the file whatever happens."""

    def __init__(self, file: BinaryIO, part: ByteRange) -> None:
        self._file = file
        self._part = part

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._part.first)
        left = self._part.size_bytes
        while left > 0 and (block := self._file.read(min(left, BLOCK_BYTES))):
            left -= len(block)
            yield block

    def close(self) -> None:
        """Called by Django when the answer is sent or given up."""
        self._file.close()


def open_known(folder: Path, name: KnownName) -> BinaryIO | None:
    """The file, or None when there is none or its name leads out of the folder."""
    root = folder.resolve()
    path = (root / name.path).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    try:
        return path.open("rb")
    except FileNotFoundError:  # replaced or swept between the look and the opening
        return None


def answer_with(
    request: HttpRequest, file: BinaryIO, name: KnownName
) -> HttpResponseBase:
    """200, 206, 304, 412 or 416, as the request's conditions and range ask."""
    etag = _strong_etag(file, name)
    early = get_conditional_response(request, etag=etag)
    answer = early or _bytes_asked_for(request, file, etag)
    if not isinstance(answer, StreamingHttpResponse):
        file.close()

    if answer.status_code in (200, 206):
        answer["Content-Type"] = name.content_type
    answer["ETag"] = etag
    answer["Cache-Control"] = name.cache_control
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _bytes_asked_for(
    request: HttpRequest, file: BinaryIO, etag: str
) -> HttpResponseBase:
    size_bytes = os.fstat(file.fileno()).st_size
    try:
        part = _part_asked_for(request, size_bytes, etag)
    except UnsatisfiableRangeError:
        answer: HttpResponseBase = HttpResponse(status=416, content_type="text/plain")
        answer["Content-Range"] = f"bytes */{size_bytes}"
        return answer

    sent = part or ByteRange(0, size_bytes - 1)
    if request.method == "HEAD":
        answer = HttpResponse()
    else:
        answer = StreamingHttpResponse(FileBlocks(file, sent))
    answer["Content-Length"] = str(sent.size_bytes)
    if part:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {part.first}-{part.last}/{size_bytes}"
    return answer


def _part_asked_for(
    request: HttpRequest, size_bytes: int, etag: str
) -> ByteRange | None:
    """Only GET has parts; and none when the client's half is of another file."""
    condition = request.headers.get("If-Range", etag)
    if request.method != "GET" or condition != etag:
        return None
    return parse_range(request.headers.get("Range", ""), size_bytes)


def _strong_etag(file: BinaryIO, name: KnownName) -> str:
    """The digest where the name has it, else the facts that every rewrite changes.

    Taken of the open file, so it is right even when the name is being replaced. The
    inode counts too: a clock tick can be longer than the time between two rewrites.
    """
    if name.sha256:
        return quote_etag(name.sha256)
    facts = os.fstat(file.fileno())
    return quote_etag(f"{facts.st_mtime_ns:x}-{facts.st_size:x}-{facts.st_ino:x}")
