"""What is asked of the sandbox and what it may answer: the two sides' only meeting place.

The parent trusts nothing that does not fit these shapes. No words for people here: they
are made from the codes, in the reader's language.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Value = Annotated[str, Field(max_length=200)] | int | float
Values = dict[Annotated[str, Field(max_length=40)], Value]
Milliseconds = Annotated[int, Field(ge=0, le=10**9)]
Pixels = Annotated[int, Field(ge=0, le=100_000)]
MOST_FINDINGS = 300


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Severity(StrEnum):
    """What follows from a finding: the file is refused, people look, people know."""

    REFUSE = "REFUSE"
    WARN = "WARN"
    NOTE = "NOTE"


class FindingCode(StrEnum):
    FLASHES = "FLASHES"
    RED_FLASHES = "RED_FLASHES"
    BLACK = "BLACK"
    FREEZE = "FREEZE"
    SILENCE = "SILENCE"
    NO_SOUND = "NO_SOUND"
    LOUDNESS = "LOUDNESS"
    VERY_QUIET = "VERY_QUIET"
    TRUE_PEAK = "TRUE_PEAK"
    INTERLACED = "INTERLACED"
    ASPECT = "ASPECT"
    BARS = "BARS"
    ROTATED = "ROTATED"
    HDR = "HDR"
    VARIABLE_RATE = "VARIABLE_RATE"
    OTHER_RATE = "OTHER_RATE"
    LOW_RESOLUTION = "LOW_RESOLUTION"
    SCALED_DOWN = "SCALED_DOWN"


class Finding(Shape):
    """`start_ms` and `end_ms` say where, when it is not the whole file."""

    code: FindingCode
    severity: Severity
    start_ms: Milliseconds | None = None
    end_ms: Milliseconds | None = None
    values: Values = {}


class Loudness(Shape):
    """EBU R128. None where the whole is silence."""

    integrated_lufs: float | None
    range_lu: float | None
    true_peak_dbtp: float | None


class FileFacts(Shape):
    """Without a picture, what concerns pictures is None."""

    duration_ms: Milliseconds
    codec: str = Field(max_length=40)
    has_audio: bool
    width: Pixels | None = None
    height: Pixels | None = None
    frame_rate: str = Field(default="", max_length=20)
    frame_count: int | None = Field(default=None, ge=0, le=10**8)


class Report(Shape):
    """What one decode of the whole file found. `version` grows with the shape."""

    version: Literal[1] = 1
    source: FileFacts
    master: FileFacts
    loudness: Loudness | None = None
    findings: tuple[Finding, ...] = Field(default=(), max_length=MOST_FINDINGS)

    @property
    def refusing(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.REFUSE)

    @property
    def is_refused(self) -> bool:
        return bool(self.refusing)


class Thresholds(Shape):
    """From when on something is found: the usual practice of broadcasters.

    Flashes: ITU-R BT.1702 and WCAG 2.3.1; loudness: EBU R128.
    """

    longest_seconds: int = 20 * 60
    largest_width: int = 3840
    largest_height: int = 2160
    smallest_height: int = 360
    fastest_rate: int = 120
    black_note_ms: int = 500
    black_warn_ms: int = 2000
    freeze_ms: int = 2000
    freeze_difference: float = 0.001
    silence_db: int = -50
    silence_ms: int = 2000
    loudness_lufs: float = -23
    loudness_tolerance_lu: float = 1
    very_quiet_lufs: float = -38
    true_peak_dbtp: float = -1
    flash_step: float = 0.1
    flash_darker_below: float = 0.8
    flash_area: float = 0.25
    flashes_in_a_second: int = 3


class Crop(Shape):
    x: Pixels
    y: Pixels
    width: Pixels
    height: Pixels


class Edits(Shape):
    """What an editor asks of a clip. Without `end_ms`: to its end."""

    start_ms: Milliseconds = 0
    end_ms: Milliseconds | None = None
    crop: Crop | None = None
    is_muted: bool = False
    fade_in_ms: Milliseconds = 0
    fade_out_ms: Milliseconds = 0


class Kind(StrEnum):
    CLIP = "clip"
    SOUND = "sound"
    PICTURE = "picture"
    EDIT = "edit"


class Bounds(Shape):
    """What the child may use of the machine; it binds itself before it opens the file."""

    memory_bytes: int
    cpu_seconds: int
    file_bytes: int
    wall_seconds: int


class Job(Shape):
    kind: Kind
    source: str
    folder: str
    bounds: Bounds
    thresholds: Thresholds = Thresholds()
    edits: Edits | None = None
    largest_picture_pixels: int = 50_000_000


class Refusal(Shape):
    """Why there is no answer: a code of `hub.media.words`, with its values."""

    code: str = Field(pattern=r"^[a-z_]{1,40}$")
    values: Values = {}


class Answer(Shape):
    """`fences` are what keeps this child from the network and from other files.

    `master` is a name in the job's folder; None when the file already is one.
    """

    fences: tuple[Annotated[str, Field(max_length=20)], ...]
    refusal: Refusal | None = None
    report: Report | None = None
    master: str | None = Field(default=None, pattern=r"^[a-z]+\.[a-z0-9]+$")
    poster: str | None = Field(default=None, pattern=r"^[a-z]+\.[a-z0-9]+$")


class RefusedError(Exception):
    """Inside the sandbox: the file cannot be used, and why."""

    def __init__(self, code: str, **values: str | float) -> None:
        super().__init__(code, values)
        self.refusal = Refusal(code=code, values=values)
