"""The folder of finished files that the hub, a web server or a player reads.

files/<sha256>.mp4 .jpg           immutable
<cluster>/timetable.json          which loop plays when
<cluster>/filler.json, slate.json what it falls back on: timetables of one window
<cluster>/messages/          by when they were made, the urgent messages that are kept
<cluster>/history/           every timetable that was published, by when it was made
<cluster>/<canvas>/loop.m3u       the loop that plays now, for other people's players
status.json                       how far the renderer has got
"""

import os
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from release.format import (
    TIMETABLE_NAME,
    File,
    FormatError,
    Loop,
    Timetable,
    parse_timetable,
    write_timetable,
)
from renderer.digests import canonical_json
from renderer.errors import StoreError
from renderer.store import Store

HISTORY, MESSAGES = "history", "messages"
FALLBACKS = (FILLER, SLATE) = ("filler", "slate")


@dataclass(frozen=True)
class Refused:
    """A slot that the renderer may not show, and why, in Vietnamese."""

    slot_id: str
    title: str
    code: str
    message: str


@dataclass(frozen=True)
class ClusterStatus:
    """What the renderer last made of a cluster's programme."""

    state: str
    message: str = ""
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Status:
    """`state` is idle, rendering or failed.

    Of `cluster`'s segments, `done` of `total` are there; the rest takes about
    `seconds_left`. At `dashboard` the work can be watched while it lasts.
    """

    state: str
    cluster: str = ""
    done: int = 0
    total: int = 0
    clusters: dict[str, ClusterStatus] = field(default_factory=dict)
    message: str = ""
    seconds_left: int | None = None
    dashboard: str = ""


class OutputFolder:
    """Every file in it is whole at every instant.

    `address` is where it is served; playlists name their files under it. Players such
    as mpv ask for `../../files/…` as it stands, so over HTTP it must be absolute.
    """

    def __init__(self, root: Path, address: str = "../..") -> None:
        self.root = root
        self.address = address.rstrip("/")

    def _publish_file(self, file: File, store: Store, suffix: str) -> None:
        """Makes an object of the store fetchable; a hard link where disks allow."""
        target = self.root / "files" / f"{file.sha256}{suffix}"
        if target.exists() and target.stat().st_size == file.size_bytes:
            return
        with _Unfinished(target) as unfinished:
            try:
                unfinished.unlink()
                os.link(store.path_of(file.sha256), unfinished)
            except OSError:
                shutil.copyfile(store.path_of(file.sha256), unfinished)
            unfinished.replace(target)

    def _publish_files(self, timetable: Timetable, store: Store) -> None:
        for loop in timetable.loops.values():
            self._publish_file(loop.file, store, ".mp4")
            self._publish_file(loop.poster, store, ".jpg")

    def publish(self, timetable: Timetable, store: Store) -> None:
        """Brings the loops out, then replaces the timetable and playlists naming them."""
        self._publish_files(timetable, store)
        for canvas, sha256 in timetable.windows[0].loops.items():
            self._write(
                f"{timetable.cluster}/{canvas}/loop.m3u",
                self._playlist(
                    timetable.loops[sha256], title=f"{timetable.cluster} {canvas}"
                ),
            )
        document = write_timetable(timetable)
        name = f"{HISTORY}/{_made(timetable.created)}.json"
        self._write(f"{timetable.cluster}/{name}", document)
        self._write(f"{timetable.cluster}/{TIMETABLE_NAME}", document)

    def publish_fallback(self, name: str, timetable: Timetable, store: Store) -> None:
        """Brings its loops out, then replaces the document naming them."""
        self._publish_files(timetable, store)
        self._write(f"{timetable.cluster}/{name}.json", write_timetable(timetable))

    def publish_message(self, timetable: Timetable, store: Store) -> None:
        """Its document first: from then on nobody takes away what it names."""
        made = _made(timetable.created)
        name = f"{timetable.cluster}/{MESSAGES}/{made}.json"
        self._write(name, write_timetable(timetable))
        self._publish_files(timetable, store)

    def fallback_of(self, cluster: str, name: str) -> Timetable | None:
        """What is published now; None when there is nothing readable."""
        return self._timetable(f"{cluster}/{name}.json")

    def timetables_since(self, instant: datetime) -> list[Timetable]:
        """Every cluster's timetable, and those that were its timetable at `instant` or later.

        Raises StoreError when one cannot be read: then nobody knows what it names.
        """
        documents = [
            path
            for current in self.root.glob(f"*/{TIMETABLE_NAME}")
            for path in (current, *_history(current.parent, instant)[0])
        ]
        for name in FALLBACKS:
            documents += self.root.glob(f"*/{name}.json")
        return [_read_timetable(path) for path in documents]

    def messages_since(self, instant: datetime) -> list[Timetable]:
        """The urgent messages made since then. Raises as `timetables_since` does."""
        return [
            _read_timetable(path)
            for path in self.root.glob(f"*/{MESSAGES}/*.json")
            if path.stem >= _made(instant)
        ]

    def waste(
        self,
        named: Collection[str],
        *,
        over_since: datetime,
        messages_since: datetime,
        young_since: datetime,
    ) -> list[Path]:
        """Published files of none of these names, and timetables over since then.

        Messages made before theirs are over.

        Pieces left by a renderer that was killed are waste too. Nothing young is.
        """
        over = [
            path
            for current in self.root.glob(f"*/{TIMETABLE_NAME}")
            for path in _history(current.parent, over_since)[1]
        ]
        over += [
            path
            for path in self.root.glob(f"*/{MESSAGES}/*.json")
            if path.stem < _made(messages_since)
        ]
        files = [p for p in (self.root / "files").glob("*") if p.stem not in named]
        return [path for path in sorted(files + over) if _modified(path) < young_since]

    def timetable_of(self, cluster: str) -> Timetable | None:
        """What is published now; None when there is nothing readable."""
        return self._timetable(f"{cluster}/{TIMETABLE_NAME}")

    def _timetable(self, name: str) -> Timetable | None:
        try:
            return parse_timetable((self.root / name).read_bytes())
        except (OSError, FormatError):
            return None

    def publish_status(self, status: Status) -> None:
        self._write("status.json", canonical_json(asdict(status)))

    def _playlist(self, loop: Loop, title: str) -> bytes:
        """An extended M3U of one loop."""
        lines = [
            "#EXTM3U",
            f"#EXTINF:{loop.frame_count / loop.fps:.3f},{title}",
            f"{self.address}/files/{loop.file.sha256}.mp4",
        ]
        return ("\n".join(lines) + "\n").encode()

    def _write(self, name: str, content: bytes) -> None:
        target = self.root / name
        if target.is_file() and target.read_bytes() == content:
            return
        with _Unfinished(target) as unfinished:
            unfinished.write_bytes(content)
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            unfinished.replace(target)


def _history(cluster: Path, instant: datetime) -> tuple[list[Path], list[Path]]:
    """Timetables of the past that were still to be shown at `instant`, and older ones.

    Their names say when they were made; each was over when the next was made.
    """
    newest_first = sorted(cluster.glob(f"{HISTORY}/*.json"), reverse=True)
    made_after = [path for path in newest_first if path.stem > _made(instant)]
    kept = len(made_after) + 1
    return newest_first[:kept], newest_first[kept:]


def _made(instant: datetime) -> str:
    """An instant as a file name that sorts by time."""
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _read_timetable(path: Path) -> Timetable:
    try:
        return parse_timetable(path.read_bytes())
    except (OSError, FormatError) as error:
        raise StoreError(
            str(path),
            "the timetable cannot be read ({reason}), so nothing is collected",
            "let the renderer publish it again, or remove it",
            reason=error,
        ) from error


class _Unfinished:
    """A hidden file beside its target, gone again if it was not renamed."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __enter__(self) -> Path:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self.target.parent)
        except OSError as error:
            raise StoreError(
                str(self.target),
                "it cannot be written ({reason})",
                "free some space or correct the folder's rights",
                reason=error.strerror,
            ) from error
        os.fchmod(handle, 0o644)
        os.close(handle)
        self.path = Path(name)
        return self.path

    def __exit__(self, *failure: object) -> None:
        self.path.unlink(missing_ok=True)
