"""Urgent messages over HTTP: rendered at once, their files published before the answer.

    POST /message {"cluster", "level", "sound", "is_drill",
                   "texts": {"vi": {"title", "body"}, …}}
                  → {"loops": {"<canvas>": a loop of release.format}}

What it renders has no authority: nothing is shown before people have signed it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from release.format import Loop, Timetable, Window
from renderer.building import Builder
from renderer.collecting import MESSAGES_KEPT
from renderer.errors import RendererError
from renderer.executors import Urgency
from renderer.hub_client import HubClient
from renderer.output import OutputFolder
from renderer.planning import SMALL
from renderer.programme import Programme, UrgentLevel
from renderer.service.watch import hours_ahead
from renderer.stage import parse_stage
from renderer.urgent import (
    FIRST_LANGUAGE,
    UrgentMessage,
    UrgentText,
    urgent_programme,
)
from renderer.video.chime import write_chime

type Clock = Callable[[], datetime]


class MessageText(BaseModel):
    """What is said in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=300)
    body: str = Field(default="", max_length=3000)


class MessageRequest(BaseModel):
    """A message for the canvases of one cluster."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cluster: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")
    level: UrgentLevel
    sound: bool = False
    is_drill: bool = False
    texts: Annotated[dict[str, MessageText], Field(max_length=20)]

    @field_validator("texts")
    @classmethod
    def _first_language(cls, texts: dict[str, MessageText]) -> dict[str, MessageText]:
        if FIRST_LANGUAGE not in texts:
            raise ValueError(f"{FIRST_LANGUAGE} is missing")
        return texts

    @property
    def message(self) -> UrgentMessage:
        texts = {
            code: UrgentText(text.title, text.body) for code, text in self.texts.items()
        }
        return UrgentMessage(self.level, texts, self.is_drill)


@dataclass(frozen=True)
class MessageService:
    """Makes messages; several at a time do not disturb each other."""

    hub: HubClient
    builder: Builder
    output: OutputFolder
    clock: Clock

    def loops_of(self, wanted: MessageRequest) -> dict[str, Loop]:
        """One for each canvas, all of one length, fetchable when this returns.

        Raises RendererError: HubUnavailableError when the hub cannot be asked, another
        when the message cannot be shown whole and legibly on every face.
        """
        now = self.clock().astimezone(UTC)
        programme = self._programme(wanted, now)
        builder = replace(self.builder, encoding=SMALL)
        try:
            built = builder.build(
                programme,
                lambda _: None,
                urgency=Urgency.INTERRUPT,
                is_all_needed=True,
            )
        except RendererError as error:
            raise _without_slot(error) from error
        self.output.publish_message(
            _document(wanted.cluster, built.loops, now), self.builder.store
        )
        return built.loops

    def _programme(self, wanted: MessageRequest, now: datetime) -> Programme:
        start, until = hours_ahead(now)
        schedule = self.hub.fetch_schedule(wanted.cluster, start, until)
        chime = self._chime() if wanted.sound else None
        return urgent_programme(parse_stage(schedule, now), wanted.message, chime)

    def _chime(self) -> str:
        store = self.builder.store
        with store.unfinished_file(".mp4") as path:
            write_chime(path)
            return store.keep(path).sha256


def _document(cluster: str, loops: dict[str, Loop], now: datetime) -> Timetable:
    """By it garbage collection knows the files; nobody plays it."""
    named = {canvas: loop.file.sha256 for canvas, loop in loops.items()}
    window = Window(start=now, end=now + MESSAGES_KEPT, loops=named)
    by_digest = {loop.file.sha256: loop for loop in loops.values()}
    return Timetable(cluster=cluster, created=now, windows=(window,), loops=by_digest)


def _without_slot(error: RendererError) -> RendererError:
    """A message is no slot of a programme: nobody could find it by that word."""
    prefix, _, rest = error.where.partition("”, ")
    return error.at(rest) if rest and prefix.startswith("slot ") else error
