"""A cluster's programme as GraphQL answers it, parsed once and trusted after.

Pure. What is read here is said in `hub/graphql/schema.graphql`.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from renderer.errors import ProgrammeError
from renderer.layouts import Rect, Size, check_canvas


class ItemKind(StrEnum):
    """How an item is composed. The last two are made here, and never come from a hub."""

    STORY = "STORY"
    NOTICE = "NOTICE"
    GALLERY = "GALLERY"
    CLIP = "CLIP"
    URGENT = "URGENT"
    SLATE = "SLATE"


OWN_KINDS = frozenset({ItemKind.URGENT, ItemKind.SLATE})


class UrgentLevel(StrEnum):
    """How much an urgent message presses; each has colours and a sign of its own."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"


class _Answer(BaseModel):
    """Fields this renderer does not know yet are passed over: the hub may be newer."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True
    )


class LocalText(_Answer):
    language: str
    text: str


class MediaFile(_Answer):
    url: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size_bytes: int = Field(ge=0)


class PictureText(_Answer):
    language: str
    alt: str
    caption: str


class Picture(_Answer):
    file: MediaFile
    width_px: int = Field(gt=0)
    height_px: int = Field(gt=0)
    focus_x: float = Field(ge=0, le=1)
    focus_y: float = Field(ge=0, le=1)
    texts: tuple[PictureText, ...]

    def caption_in(self, language: str) -> str:
        return next((t.caption for t in self.texts if t.language == language), "")


class Subtitles(_Answer):
    """A WebVTT file of a clip in one language."""

    language: str
    file: MediaFile


class Clip(_Answer):
    file: MediaFile
    width_px: int = Field(gt=0)
    height_px: int = Field(gt=0)
    duration_ms: int = Field(gt=0)
    has_audio: bool
    subtitles: tuple[Subtitles, ...] = ()


class ItemText(_Answer):
    language: str
    title: str
    body: str
    revision: str
    # Of words that stand in for a missing translation: their language, and what is
    # written beside them to say so.
    written_in: str | None = None
    note: str | None = None

    @property
    def words_language(self) -> str:
        return self.written_in or self.language


class Agency(_Answer):
    code: str
    names: tuple[LocalText, ...]

    def name_in(self, language: str) -> str:
        return next((n.text for n in self.names if n.language == language), "")


class UrgentManner(_Answer):
    """How an urgent message is shown and heard; `chime` is the digest of its sound."""

    level: UrgentLevel
    is_drill: bool = False
    chime: str | None = None


class Item(_Answer):
    key: str
    kind: ItemKind
    topic: str
    agency: Agency
    texts: tuple[ItemText, ...]
    pictures: tuple[Picture, ...]
    clip: Clip | None
    public_url: str | None = None  # where passers-by read the whole item
    urgent: UrgentManner | None = None

    @property
    def template(self) -> str:
        """By which a theme shows it. Before a colon stands the level of its colours."""
        if self.urgent is None:
            return self.kind.lower()
        name = "urgent_drill" if self.urgent.is_drill else "urgent"
        return f"{self.urgent.level}:{name}"

    def text_in(self, language: str) -> ItemText:
        """Raises KeyError; `parse_programme` has made sure of every face's languages."""
        for text in self.texts:
            if text.language == language:
                return text
        raise KeyError(language)


class Slot(_Answer):
    id: str
    seconds: int | None = Field(gt=0, le=3600)
    frequency: int = Field(default=1, gt=0)  # times in each loop
    left_out: tuple[str, ...] = ()  # the languages in which no face shows it
    item: Item


class Face(_Answer):
    code: str
    names: tuple[LocalText, ...]
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    rotation_deg: int = Field(ge=0, le=270, multiple_of=90)
    pitch_mm: float = Field(gt=0)
    viewing_distance_m: float | None = Field(default=None, gt=0)
    languages: tuple[str, ...] = Field(min_length=1)

    @property
    def rect(self) -> Rect:
        return Rect(self.x_px, self.y_px, self.width_px, self.height_px)

    def language_at(self, step: int) -> str:
        """What it shows in a language step; shorter cycles begin again."""
        return self.languages[step % len(self.languages)]

    def languages_of(self, slot: Slot) -> tuple[str, ...]:
        """Those of its own in which it shows the slot; perhaps none."""
        return tuple(code for code in self.languages if code not in slot.left_out)

    def language_of(self, slot: Slot, step: int) -> str | None:
        """In which it shows the slot in a language step; None: it shows the filler."""
        turn = self.languages_of(slot)
        return turn[step % len(turn)] if turn else None


class Canvas(_Answer):
    code: str
    width_px: int
    height_px: int
    faces: tuple[Face, ...]

    @property
    def size(self) -> Size:
        return Size(self.width_px, self.height_px)

    @property
    def step_count(self) -> int:
        """Language steps until every face has shown every language of its own."""
        return max(len(face.languages) for face in self.faces)


class Cluster(_Answer):
    code: str
    names: tuple[LocalText, ...]
    canvases: tuple[Canvas, ...]
    ticker: tuple[LocalText, ...] = ()  # a line that runs below whatever is shown

    @property
    def faces(self) -> tuple[Face, ...]:
        return tuple(face for canvas in self.canvases for face in canvas.faces)

    @property
    def step_count(self) -> int:
        """Of all its canvases: their loops go from scene to scene together."""
        return max(canvas.step_count for canvas in self.canvases)

    def step_count_of(self, slot: Slot) -> int:
        """Steps until every face has shown the slot in every language that it can."""
        return max(len(face.languages_of(slot)) for face in self.faces)


class Airtime(_Answer):
    """What an operator may fill by itself in each loop, and by what paper (Đ9.2)."""

    agency: str
    seconds_per_loop: int = Field(ge=0)
    reference: str = ""


class Problem(_Answer):
    slot_id: str
    title: str
    code: str
    message: str


class Programme(_Answer):
    cluster: Cluster
    at: AwareDatetime
    until: AwareDatetime
    theme: str
    variant: str = "day"  # of the theme: day, night
    is_quiet: bool = False  # no sound in this window
    slots: tuple[Slot, ...]
    airtime: tuple[Airtime, ...] = ()  # one for each agency that has an agreement
    problems: tuple[Problem, ...]

    def agreement_on(self, slot: Slot) -> Airtime | None:
        """What the agency of the slot's item has agreed to, if it has."""
        agency = slot.item.agency.code
        return next((one for one in self.airtime if one.agency == agency), None)

    @property
    def media_files(self) -> tuple[MediaFile, ...]:
        """Every file that its slots show, once."""
        files = {file.sha256: file for file in _files_of(self.slots)}
        return tuple(files.values())


def parse_programme(document: Any) -> Programme:
    """Reads the answer to `programme.graphql`, as fetched or saved.

    Raises:
        ProgrammeError: the document is not one, or a slot cannot be shown.
        LayoutError: a canvas or face cannot exist as described.
    """
    try:
        programme = Programme.model_validate(answer_to("programme", document))
    except ValidationError as error:
        raise _as_programme_error(error) from error
    if programme.until <= programme.at:
        raise ProgrammeError(
            "programme.until", "it is not after `at`", "mend the hub's timetable"
        )
    for canvas in programme.cluster.canvases:
        faces = [(face.code, face.rect) for face in canvas.faces]
        check_canvas(f"programme.cluster.canvases[{canvas.code}]", canvas.size, faces)
    for slot in programme.slots:
        _check_slot(slot, programme.cluster)
    return programme


def answer_to(question: str, document: Any) -> dict[str, Any]:
    """What the hub answered to `question`. Raises ProgrammeError when it is nothing."""
    match document:
        case {"data": dict() as data} if isinstance(data.get(question), dict):
            answer: dict[str, Any] = data[question]
            return answer
        case {"data": dict() as data} if question in data and data[question] is None:
            raise ProgrammeError(
                question, "the hub knows no such cluster", "check the cluster's code"
            )
        case {"errors": [{"message": message}, *_]}:
            raise ProgrammeError(
                question,
                "the hub answered: {message}",
                "mend the query or the hub",
                message=message,
            )
    raise ProgrammeError(
        "document",
        'it is not a {question}: {{"data": {{"{question}": …}}}} was expected',
        "save the whole answer of the hub's GraphQL",
        question=question,
    )


def _as_programme_error(error: ValidationError) -> ProgrammeError:
    first, rest = error.errors()[0], error.error_count() - 1
    where = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]
    )
    more = f" (and {rest} more)" if rest else ""
    return ProgrammeError(
        f"programme{where}",
        "the value is not accepted: {reason}",
        "correct it in the hub and save again",
        reason=first["msg"] + more,
    )


def _check_slot(slot: Slot, cluster: Cluster) -> None:
    item, where = slot.item, f"programme.slots[{slot.id}].item[{slot.item.key}]"
    if item.kind in OWN_KINDS:
        raise ProgrammeError(
            f"{where}.kind",
            "the value is not accepted: {reason}",
            "correct it in the hub and save again",
            reason=item.kind,
        )
    published = {text.language for text in item.texts}
    for canvas in cluster.canvases:
        for face in canvas.faces:
            wanted = face.languages_of(slot)
            missing = [code for code in wanted if code not in published]
            if missing:
                raise ProgrammeError(
                    where,
                    "it is not published in {languages},"
                    " which face {face} of canvas {canvas} shows",
                    "publish the translation, or take the item out of the programme",
                    languages=", ".join(missing),
                    face=face.code,
                    canvas=canvas.code,
                )
    if cluster.step_count_of(slot) == 0:
        raise ProgrammeError(
            where,
            "no face shows a language that it is not left out in",
            "publish a translation, or take the item out of the programme",
        )
    if item.kind is ItemKind.GALLERY and not item.pictures:
        raise ProgrammeError(where, "a gallery without pictures", "add a picture")
    if item.kind is ItemKind.CLIP and item.clip is None:
        raise ProgrammeError(where, "a clip without a video", "choose its video")


def _files_of(slots: tuple[Slot, ...]) -> Iterator[MediaFile]:
    for slot in slots:
        yield from (picture.file for picture in slot.item.pictures)
        if slot.item.clip:
            yield slot.item.clip.file
            yield from (texts.file for texts in slot.item.clip.subtitles)
