"""A cluster's stick as one ZIP, written piece by piece as it is sent.

    <cluster>/metadata targets files    the signed release, for our player
    hop-phat/<canvas>/01.mp4 …          what a plain box plays, in order
    DOC-TOI.txt SHA256SUMS

Every loop is held against its digest once more on the way: other bytes end the ZIP before
its directory, so that nobody can open it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hub.adapters.names import MOST_BYTES, fits_stick, plain_name
from hub.adapters.queries import files_of, plain_loops
from hub.displays.models import Cluster
from hub.lib.localrows import name_of
from hub.lib.zipping import StreamedZip, pieces_of
from hub.playout.published import documents_of, loop_file, trusted_now
from release.format import File

PLAIN = "hop-phat"
README, DIGESTS = "DOC-TOI.txt", "SHA256SUMS"


class StickRefusedError(ValidationError):
    """Nothing was exported; says why, and what to do."""


class DamagedError(Exception):
    """A loop changed while it was sent."""


@dataclass(frozen=True)
class Leaf:
    """A file of the stick: its bytes, or where they lie and what they must be."""

    path: str
    content: bytes | Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class PlainFile:
    """A loop as a plain box plays it, and from when on it is due."""

    canvas: str
    name: str
    since: datetime
    file: File


@dataclass(frozen=True)
class Stick:
    cluster: Cluster
    seq: int
    made_at: datetime
    plain: tuple[PlainFile, ...]
    files: tuple[File, ...]

    @property
    def size_bytes(self) -> int:
        every = (*self.files, *(one.file for one in self.plain))
        return sum(one.size_bytes for one in every)


def plan_stick(cluster: Cluster, now: datetime) -> Stick:
    """What is published now. Raises StickRefusedError."""
    trusted = trusted_now(cluster.code)
    if trusted is None or trusted.release is None:
        raise StickRefusedError(
            _("Nothing is published for this cluster yet. Approve a release first.")
        )
    plain = tuple(
        PlainFile(canvas, plain_name(number), since, loop.file)
        for canvas, loops in plain_loops(trusted, now).items()
        for number, (since, loop) in enumerate(loops, start=1)
    )
    files = files_of(trusted)
    too_large = [one for one in files if one.size_bytes > MOST_BYTES]
    if too_large or not all(fits_stick(_plain_path(one), 0) for one in plain):
        raise StickRefusedError(
            _(
                "A loop is 4 GB or larger, or a canvas has a code that a stick does not "
                "take. Make the programme shorter, or give the canvas a plain code."
            )
        )
    return Stick(cluster, trusted.release.seq, now, plain, files)


def leaves_of(stick: Stick) -> list[Leaf]:
    """Every file with its bytes found and verified. Raises StickRefusedError."""
    code = stick.cluster.code
    documents = documents_of(code)
    leaves = [_written(f"{code}/{at}", one) for at, one in documents.items()]
    leaves += [_lying(f"{code}/files/{f.sha256}.mp4", f) for f in stick.files]
    leaves += [_lying(_plain_path(one), one.file) for one in stick.plain]
    leaves.append(_written(README, _readme(stick)))
    return leaves


def stream_stick(leaves: list[Leaf], at: datetime) -> Iterator[bytes]:
    """Films are packed already: they are stored as they are. Raises DamagedError."""
    archive = StreamedZip(is_packed=True)
    digests = "".join(f"{one.sha256}  {one.path}\n" for one in leaves)
    for leaf in (*leaves, _written(DIGESTS, digests.encode())):
        yield from archive.add(leaf.path, _pieces(leaf), at, is_packed=True)
    yield from archive.end()


def _pieces(leaf: Leaf) -> Iterator[bytes]:
    if isinstance(leaf.content, bytes):
        yield leaf.content
        return
    digest = hashlib.sha256()
    for piece in pieces_of(leaf.content):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != leaf.sha256:
        raise DamagedError(leaf.path)


def _written(path: str, content: bytes) -> Leaf:
    return Leaf(path, content, hashlib.sha256(content).hexdigest(), len(content))


def _lying(path: str, file: File) -> Leaf:
    found = loop_file(file)
    if found is None:
        raise StickRefusedError(
            _(
                "The loop %(name)s is missing or damaged on this server. Nothing was "
                "exported; tell the technical administrator."
            )
            % {"name": file.sha256[:12]}
        )
    return Leaf(path, found, file.sha256, file.size_bytes)


def _plain_path(one: PlainFile) -> str:
    return f"{PLAIN}/{one.canvas}/{one.name}"


def _readme(stick: Stick) -> bytes:
    context = {"stick": stick, "name": name_of(stick.cluster), "plain": PLAIN}
    text = render_to_string(f"adapters/{README}", context)
    # As Windows' editor has it.
    return text.replace("\n", "\r\n").encode("utf-8-sig")
