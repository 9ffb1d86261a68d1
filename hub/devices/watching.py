"""Sees by `stat` which clusters' repositories or hints changed, and reads those alone.

A timestamp is signed anew every few minutes; only another snapshot is something new.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hub.playout.hints import hinted_files, hints_path
from release.format import File

type Facts = tuple[int, int, int] | None


@dataclass(frozen=True)
class News:
    """`files` may be fetched ahead; `is_published`: there is something to look at."""

    cluster: str
    is_published: bool
    files: tuple[File, ...] = ()


@dataclass
class _Known:
    timestamp: Facts
    snapshot: int | None
    hints: Facts
    files: frozenset[File]


class Watch:
    """Used by one thread."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def begin(self, cluster: str, now: datetime) -> tuple[File, ...]:
        """What comes after this is news. Answers what may be fetched ahead already."""
        self._known.setdefault(cluster, _seen(cluster, now))
        return hinted_files(cluster, now)

    def look(self, clusters: Collection[str]) -> list[News]:
        """Of these; what is known of others is forgotten."""
        for gone in self._known.keys() - set(clusters):
            del self._known[gone]
        return [news for cluster in clusters for news in self._news_of(cluster)]

    def _news_of(self, cluster: str) -> Iterator[News]:
        known = self._known.get(cluster)
        if known is None:
            self.begin(cluster, timezone.now())
            return
        facts = _facts(_timestamp_path(cluster))
        is_published, files = False, frozenset[File]()
        if facts != known.timestamp:
            snapshot = _snapshot_of(cluster)
            is_published = snapshot is None or snapshot != known.snapshot
            known.timestamp, known.snapshot = facts, snapshot
        facts = _facts(hints_path(cluster))
        if facts != known.hints:
            now_hinted = frozenset(hinted_files(cluster, timezone.now()))
            files = now_hinted - known.files
            known.hints, known.files = facts, now_hinted
        if is_published or files:
            yield News(cluster, is_published, tuple(files))


def _seen(cluster: str, now: datetime) -> _Known:
    """The facts before the content: what changes in between is news."""
    timestamp, hints = _facts(_timestamp_path(cluster)), _facts(hints_path(cluster))
    files = frozenset(hinted_files(cluster, now))
    return _Known(timestamp, _snapshot_of(cluster), hints, files)


def _timestamp_path(cluster: str) -> Path:
    repositories = Path(settings.RELEASES_DIR) / "repositories"
    return repositories / cluster / "metadata" / "timestamp.json"


def _facts(path: Path) -> Facts:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _snapshot_of(cluster: str) -> int | None:
    """Its version; None when that cannot be read, which is worth a look of a player's."""
    try:
        document = json.loads(_timestamp_path(cluster).read_bytes())
        return int(document["signed"]["meta"]["snapshot.json"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
