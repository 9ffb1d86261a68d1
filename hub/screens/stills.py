"""Asks the renderer service for exact pictures. The renderer's door for the hub."""

import logging
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = (3, 30)  # to connect; to be drawn


@dataclass(frozen=True)
class StillChoice:
    """Which picture of a programme. Without a face: the whole canvas."""

    canvas: str
    slot: str
    face: str | None = None
    step: int = 0
    page: int = 0


@dataclass(frozen=True)
class Still:
    jpeg: bytes
    page_count: int


@dataclass(frozen=True)
class Trouble:
    """What cannot be read on some face, in the words of the renderer."""

    where: str
    what: str
    todo: str


@dataclass(frozen=True)
class Reading:
    """How many pages a choice has, for how long, and where on the face its clip plays.

    `clip` is x, y, width and height in the pixels of the face.
    """

    page_count: int
    seconds: float
    clip: tuple[int, int, int, int] | None
    troubles: tuple[Trouble, ...]


class StillRefusedError(Exception):
    """No picture came: what is wrong, and what to do, in the reader's language.

    `detail` is what the renderer itself said, for whoever keeps it running.
    """

    def __init__(
        self, status: HTTPStatus, *, what: str, todo: str, detail: str = ""
    ) -> None:
        super().__init__(what)
        self.status, self.what, self.todo, self.detail = status, what, todo, detail


def fetch_still(document: dict[str, Any], choice: StillChoice) -> Still:
    """Raises StillRefusedError."""
    answer = _ask("still", document, choice)
    if answer.ok and answer.headers.get("Content-Type") == "image/jpeg":
        pages = answer.headers.get("X-Page-Count", "1")
        return Still(answer.content, int(pages) if pages.isdecimal() else 1)
    raise _refusal_of(answer)


def fetch_reading(document: dict[str, Any], choice: StillChoice) -> Reading:
    """Raises StillRefusedError."""
    answer = _ask("reading", document, choice)
    if not answer.ok:
        raise _refusal_of(answer)
    try:
        told = answer.json()
        return Reading(
            page_count=int(told["pages"]),
            seconds=float(told["seconds"]),
            clip=_place(told["clip"]),
            troubles=tuple(Trouble(**one) for one in told["problems"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        logger.warning("the renderer answers nonsense: %.500s", answer.text)
        raise _unavailable() from error


def _place(told: dict[str, Any] | None) -> tuple[int, int, int, int] | None:
    if told is None:
        return None
    return int(told["x"]), int(told["y"]), int(told["width"]), int(told["height"])


def _ask(what: str, document: dict[str, Any], choice: StillChoice) -> requests.Response:
    try:
        return requests.post(
            f"{settings.RENDERER_URL}/{what}",
            json={"programme": document, **asdict(choice)},
            headers={"Accept-Language": get_language() or "vi"},
            timeout=TIMEOUT_SECONDS,
        )
    except requests.RequestException as error:
        logger.warning("the renderer does not answer: %s", error)
        raise _unavailable() from error


def _refusal_of(answer: requests.Response) -> StillRefusedError:
    try:
        told = answer.json()["error"]
        detail = f"{told['where']}: {told['what']}\n{told['todo']}"
    except (ValueError, KeyError, TypeError):
        logger.warning(
            "the renderer answers %s: %.500s", answer.status_code, answer.text
        )
        return _unavailable()
    return StillRefusedError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        what=_("The renderer could not draw this picture."),
        todo=_(
            "See below what it says. If that does not help, send it to the "
            "administrator; your text can be saved meanwhile."
        ),
        detail=detail,
    )


def _unavailable() -> StillRefusedError:
    return StillRefusedError(
        HTTPStatus.BAD_GATEWAY,
        what=_("The renderer, which draws the exact picture, does not answer."),
        todo=_(
            "Your text is safe and can be saved. Try again in a minute; if it stays "
            "so, tell the administrator to start the renderer."
        ),
    )
