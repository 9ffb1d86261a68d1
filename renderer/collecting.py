"""Garbage collection: what no current or recent release names goes, and nothing else.

`choose` decides, on values alone; `Collector` looks and acts. A wrong guess could only
cost work: what is served lies in the output folder too, and is judged by the same names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from release.format import Timetable
from renderer.errors import StoreError
from renderer.output import OutputFolder
from renderer.parts import parts_of
from renderer.store import Entry, Kind, Store

# What is younger may be in the making, and is named by nobody yet.
YOUNG = timedelta(days=1)
UNUSED = timedelta(hours=1)
# An urgent message is previewed, spoken about and perhaps sent days later.
MESSAGES_KEPT = timedelta(days=3)
RECENT_DAYS = 14


@dataclass(frozen=True)
class Kept:
    """What releases name: digests of files, and the keys of the actions they came from."""

    objects: frozenset[str]
    actions: frozenset[str]


@dataclass(frozen=True)
class Collected:
    """What was removed, or would be."""

    entries: tuple[Entry, ...]
    published: tuple[Path, ...]
    size_bytes: int

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.published)


def choose(
    entries: Iterable[Entry], kept: Kept, *, young_since: datetime
) -> tuple[Entry, ...]:
    """The entries that nobody names and that are no longer young. Pure."""
    names: dict[str, frozenset[str]] = {
        "objects": kept.objects,
        "actions": kept.actions,
        "unfinished": frozenset(),
    }
    return tuple(
        entry
        for entry in entries
        if entry.modified < young_since and entry.name not in names[entry.kind]
    )


def named_by(timetables: Iterable[Timetable]) -> frozenset[str]:
    """The digests of every loop and poster of some timetables. Pure."""
    return frozenset(
        file.sha256
        for timetable in timetables
        for loop in timetable.loops.values()
        for file in (loop.file, loop.poster)
    )


@dataclass(frozen=True)
class Collector:
    """One store, and every output folder that is filled from it."""

    store: Store
    outputs: tuple[OutputFolder, ...]
    recent: timedelta = timedelta(days=RECENT_DAYS)

    def collect(self, now: datetime, *, is_dry: bool = False) -> Collected:
        """Removes (or, dry, only finds) what is not named and not young.

        Raises StoreError, with nothing removed, when it cannot be known what is named.
        """
        since, young_since = now - self.recent, now - YOUNG
        messages_since = min(since, now - MESSAGES_KEPT)
        timetables = {
            output: output.timetables_since(since)
            + output.messages_since(messages_since)
            for output in self.outputs
        }
        if not any(timetables.values()):
            raise StoreError(
                ", ".join(str(output.root) for output in self.outputs),
                "no timetable is published there, so nothing can be told from waste",
                "give every output folder that is filled from this store",
            )
        entries = self._waste(timetables.values(), young_since)
        published = [
            path
            for output, own in timetables.items()
            for path in output.waste(
                named_by(own),
                over_since=since,
                messages_since=messages_since,
                young_since=young_since,
            )
        ]
        size_bytes = sum(entry.size_bytes for entry in entries)
        size_bytes += sum(path.stat().st_size for path in published)
        if not is_dry:
            self._remove(entries, published)
            self.store.let_go(now - UNUSED)
        return Collected(entries, tuple(published), size_bytes)

    def _waste(
        self, timetables: Iterable[Iterable[Timetable]], young_since: datetime
    ) -> tuple[Entry, ...]:
        kinds: tuple[Kind, ...] = ("actions", "objects", "unfinished")  # records first
        everything = [entry for kind in kinds for entry in self.store.entries(kind)]
        named = named_by(one for several in timetables for one in several)
        young = {
            entry.name
            for entry in everything
            if entry.kind == "actions" and entry.modified >= young_since
        }
        kept = self._with_parts(named | self._results(young), young)
        return choose(everything, kept, young_since=young_since)

    def _with_parts(self, objects: frozenset[str], actions: set[str]) -> Kept:
        """With all that these objects were made of, and what those actions gave."""
        parts = [parts_of(self.store, sha256) for sha256 in objects]
        keys = actions.union(*(part.actions for part in parts))
        media = objects.union(*(part.objects for part in parts))
        return Kept(media | self._results(keys), frozenset(keys))

    def _results(self, keys: Iterable[str]) -> frozenset[str]:
        files = (self.store.result_of(key) for key in keys)
        return frozenset(file.sha256 for file in files if file)

    def _remove(self, entries: Iterable[Entry], published: Iterable[Path]) -> None:
        for entry in entries:
            self.store.remove(entry)
        for path in published:
            path.unlink(missing_ok=True)
