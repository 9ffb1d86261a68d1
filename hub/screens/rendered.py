"""What the renderer finished, read from its folder; broken documents do no harm.

The last timetable of a cluster that could be read is kept in the cache, so that a bad
one changes what is said about the cluster and not what is shown of it.
"""

from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from release.format import (
    TIMETABLE_NAME,
    File,
    FormatError,
    Timetable,
    parse_timetable,
)


class RefusedSlot(BaseModel):
    """A slot that the renderer leaves out, and why, in Vietnamese."""

    model_config = ConfigDict(frozen=True)

    slot_id: str
    title: str
    message: str


class ClusterWork(BaseModel):
    """What the renderer last made of one cluster's programme."""

    model_config = ConfigDict(frozen=True)

    state: str = ""
    message: str = ""
    refused: tuple[RefusedSlot, ...] = ()


class Work(BaseModel):
    """How far the renderer has got: `done` of `total` segments are there.

    The rest takes about `seconds_left`; at `dashboard` the work can be watched.
    """

    model_config = ConfigDict(frozen=True)

    state: str = "unknown"
    message: str = ""
    done: int = 0
    total: int = 0
    seconds_left: int | None = None
    dashboard: str = Field(default="", pattern=r"^(https?://\S+)?$")
    clusters: dict[str, ClusterWork] = {}


@dataclass(frozen=True)
class Published:
    """A cluster's timetable, and what is wrong with the newest one if anything is."""

    timetable: Timetable | None
    fault: str = ""


@dataclass(frozen=True)
class RenderedFolder:
    root: Path

    def work(self) -> Work:
        try:
            return Work.model_validate_json((self.root / "status.json").read_bytes())
        except (OSError, ValidationError):
            return Work()

    def published(self, cluster: str) -> Published:
        key = f"screens.timetable.{cluster}"
        try:
            document = (self.root / cluster / TIMETABLE_NAME).read_bytes()
        except FileNotFoundError:
            return Published(None)
        except OSError as error:
            return Published(_last_good(key), str(error))
        try:
            timetable = parse_timetable(document)
        except FormatError as error:
            return Published(_last_good(key), str(error))
        cache.set(key, document, timeout=None)
        return Published(timetable)

    def holds(self, file: File, suffix: str) -> bool:
        """Whether all of a file can be fetched."""
        path = self.root / "files" / f"{file.sha256}{suffix}"
        return path.is_file() and path.stat().st_size == file.size_bytes


def _last_good(key: str) -> Timetable | None:
    document = cache.get(key)
    return parse_timetable(document) if document else None
