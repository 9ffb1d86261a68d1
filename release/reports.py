"""What a player tells the hub: how it is, and what its canvases really showed.

Pure. Written by the player, parsed by the hub; a change here is a change of the wire and
gets a new schema name. Whose report it is follows from the device token it came with.
"""

import hashlib
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from release.format import _Document

MOST_ENTRIES = 500
MOST_TITLE = 300
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0)]


class Rung(StrEnum):
    """Why a canvas shows what it shows; an upper one outranks those below it."""

    INTERRUPT = "interrupt"
    ORDERED_SLATE = "ordered slate"
    SCHEDULED = "scheduled"
    FILLER = "filler"
    LAST_GOOD = "last good"
    SHIPPED_SLATE = "shipped slate"


class AlarmCode(StrEnum):
    """What a person should look at. The first six are `release.trust.Attack`'s."""

    ROLLBACK = "rollback"
    FROZEN = "frozen"
    FORGED = "forged"
    MIXED = "mixed"
    ENDLESS = "endless"
    ANOTHER_CLUSTERS = "another cluster's"
    NOTHING_TRUSTED = "nothing trusted"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    FETCHING = "fetching"  # a file of the next release does not come
    DISK_FULL = "disk full"
    CLOCK = "clock"
    VIDEO = "video"  # mpv hung, died or could not play a file
    NOTHING_FOR_CANVAS = "nothing for canvas"  # a release is in force, and has nothing
    REPORTS_REFUSED = "reports refused"  # the hub takes no reports from this token
    REPORTS_LOST = "reports lost"  # the oldest of the spool went to keep it bounded


class Switched(_Document):
    """From `at` a canvas shows another loop, or the same for another reason."""

    kind: Literal["switch"] = "switch"
    number: int = Field(gt=0)
    at: AwareDatetime
    canvas: Name
    rung: Rung
    loop: Digest | None
    release_seq: Count
    urgent_seq: Count
    interrupt: str = Field("", max_length=200)


class SceneShown(_Document):
    """A scene that was on a canvas from `at` until `end`; cut short where it was."""

    kind: Literal["scene"] = "scene"
    number: int = Field(gt=0)
    at: AwareDatetime
    end: AwareDatetime
    canvas: Name
    rung: Rung
    loop: Digest
    scene: Count
    slot_id: str = Field(max_length=200)
    item_key: str = Field(max_length=200)


class Alarmed(_Document):
    """Something was refused or went wrong, or is over."""

    kind: Literal["alarm"] = "alarm"
    number: int = Field(gt=0)
    at: AwareDatetime
    code: AlarmCode
    detail: str = Field(max_length=1000)
    is_over: bool = False


type Entry = Annotated[Switched | SceneShown | Alarmed, Field(discriminator="kind")]


def hash_of(entry: Switched | SceneShown | Alarmed) -> str:
    """By which the hub knows an entry that it has already."""
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()


class Logged(_Document):
    """An entry as it lies in the spool and travels: `hash` is that of the entry."""

    hash: Digest
    entry: Entry

    @model_validator(mode="after")
    def _hash_its_entry(self) -> Self:
        if self.hash != hash_of(self.entry):
            raise ValueError("the hash is not the entry's")
        return self


class AsRun(_Document):
    """A piece of the as-run log. Entries that were sent before may come again."""

    schema_name: Literal["ttdn.as-run/1"] = "ttdn.as-run/1"
    cluster: Name
    entries: tuple[Logged, ...] = Field(max_length=MOST_ENTRIES)


class CanvasNow(_Document):
    """`frame` is None while nothing plays. `screenshot` is the digest of a JPEG.

    `title` is the Vietnamese one of the scene that is on; `interrupt` names the message.
    """

    canvas: Name
    rung: Rung
    loop: Digest | None
    frame: Count | None
    screenshot: Digest | None = None
    restarts: Count = 0
    title: str = Field("", max_length=MOST_TITLE)
    interrupt: str = Field("", max_length=200)


class AlarmNow(_Document):
    code: AlarmCode
    detail: str = Field(max_length=1000)
    since: AwareDatetime


class Heartbeat(_Document):
    """How a player is.

    `seq` is in force; `seen_seq` is verified, its files perhaps still on the way.
    `clock_offset_ms` is the server's clock minus this machine's.
    """

    schema_name: Literal["ttdn.heartbeat/1"] = "ttdn.heartbeat/1"
    cluster: Name
    at: AwareDatetime
    seq: Count
    seen_seq: Count
    urgent_seq: Count
    canvases: tuple[CanvasNow, ...] = Field(max_length=32)
    alarms: tuple[AlarmNow, ...] = Field((), max_length=32)
    free_bytes: Count
    unsent_entries: Count
    uptime_seconds: Count
    clock_offset_ms: int | None = None
    temperature_c: float | None = Field(None, ge=-60, le=200)
