"""The documents a cluster's machines read: which loop plays on which canvas, when.

Pure: values in, JSON out and back. The renderer writes them, the hub and the players
read them; so a change here is a change of the wire and gets a new schema name.
"""

from datetime import datetime
from typing import Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

TIMETABLE_NAME = "timetable.json"

Sha256 = str
# Of urgent messages; one that nobody knows here is the lowest.
_LEVELS = {"critical": 3, "high": 2, "normal": 1}


class FormatError(ValueError):
    """A document on disk or from the network is not one of ours."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class File(_Document):
    """Immutable bytes, named by their digest. A digest is hash and size."""

    sha256: Sha256 = Field(pattern=r"^[0-9a-f]{64}$")
    size_bytes: int = Field(ge=0)


class FaceScene(_Document):
    """What one face shows during a scene."""

    face: str
    language: str


class Scene(_Document):
    """A stretch of the loop: one slot in one language step; the filler has no slot."""

    start_frame: int = Field(ge=0)
    frame_count: int = Field(gt=0)
    slot_id: str
    item_key: str
    titles: dict[str, str]
    faces: tuple[FaceScene, ...]


class Loop(_Document):
    """The file one controller plays, again and again."""

    file: File
    poster: File
    width_px: int
    height_px: int
    fps: int
    frame_count: int = Field(gt=0)
    scenes: tuple[Scene, ...]


class Window(_Document):
    """From `start` until `end` (UTC, end excluded) every canvas plays its loop."""

    start: AwareDatetime
    end: AwareDatetime
    loops: dict[str, Sha256]


class Timetable(_Document):
    """Which loop plays on which canvas of a cluster, without a gap between windows."""

    schema_name: Literal["ttdn.timetable/1"] = "ttdn.timetable/1"
    cluster: str
    created: AwareDatetime
    windows: tuple[Window, ...]
    loops: dict[Sha256, Loop]

    def loop_at(self, canvas: str, instant: datetime) -> Loop | None:
        """The loop of `canvas` at `instant`; past the last window, the last good one."""
        due = [window for window in self.windows if window.start <= instant]
        chosen = due[-1] if due else next(iter(self.windows), None)
        return self.loops.get(chosen.loops.get(canvas, "")) if chosen else None


class Release(_Document):
    """What approvers sign for a cluster: its timetable, and what to fall back on.

    `seq` only ever grows. Every loop named anywhere stands in `timetable.loops`.
    """

    schema_name: Literal["ttdn.release/1"] = "ttdn.release/1"
    seq: int = Field(gt=0)
    timetable: Timetable
    # By canvas: when nothing is due, and when the wall must show nothing of anybody's.
    filler: dict[str, Sha256]
    slate: dict[str, Sha256]

    @property
    def cluster(self) -> str:
        return self.timetable.cluster

    @property
    def made_at(self) -> datetime:
        return self.timetable.created

    @property
    def files(self) -> tuple[File, ...]:
        """Every loop's file, each once; posters are for people."""
        return tuple({one.file.sha256: one.file for one in self._loops()}.values())

    def _loops(self) -> list[Loop]:
        return list(self.timetable.loops.values())

    @model_validator(mode="after")
    def _name_only_what_is_there(self) -> Self:
        named = {*self.filler.values(), *self.slate.values()}
        named |= {
            one for window in self.timetable.windows for one in window.loops.values()
        }
        if missing := sorted(named - set(self.timetable.loops)):
            raise ValueError(f"no loop {missing[0]}")
        return self


class Interrupt(_Document):
    """An urgent message, rendered: it outranks everything from `start` until `end`."""

    id: str
    level: str
    directive: str
    start: AwareDatetime
    end: AwareDatetime
    loops: dict[str, Sha256]
    is_drill: bool = False

    @property
    def rank(self) -> tuple[bool, int, datetime]:
        """Of several due on a canvas the greatest is shown, whoever decides it.

        A real one before a drill, then the highest level, then the one that began last.
        """
        return not self.is_drill, _LEVELS.get(self.level, 0), self.start


class Urgent(_Document):
    """What outranks the release now: interrupts, and the order to show the safe slate.

    An empty one recalls all that came before.
    """

    schema_name: Literal["ttdn.urgent/1"] = "ttdn.urgent/1"
    cluster: str
    seq: int = Field(gt=0)
    created: AwareDatetime
    interrupts: tuple[Interrupt, ...] = ()
    is_slate_ordered: bool = False
    loops: dict[Sha256, Loop] = {}

    @property
    def made_at(self) -> datetime:
        return self.created

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(
            {one.file.sha256: one.file for one in self.loops.values()}.values()
        )

    @model_validator(mode="after")
    def _name_only_what_is_there(self) -> Self:
        named = {one for message in self.interrupts for one in message.loops.values()}
        if missing := sorted(named - set(self.loops)):
            raise ValueError(f"no loop {missing[0]}")
        return self


def write_timetable(timetable: Timetable) -> bytes:
    """The same value always gives the same bytes."""
    return write_document(timetable)


def parse_timetable(document: bytes) -> Timetable:
    """Raises FormatError naming the first thing that is wrong."""
    return parse_document(Timetable, document)


def write_document(document: _Document) -> bytes:
    """The same value always gives the same bytes."""
    return document.model_dump_json(indent=1).encode() + b"\n"


def parse_document[D: _Document](kind: type[D], document: bytes) -> D:
    """Raises FormatError naming the first thing that is wrong."""
    try:
        return kind.model_validate_json(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "document"
        raise FormatError(f"{place}: {first['msg']}") from error
