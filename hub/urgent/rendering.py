"""Asks the renderer for a message's loops, on several clusters at once.

Knows no database: what is asked and what comes back are values.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from release.format import Loop

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = (3, 120)  # to connect; to be drawn and encoded
AT_ONCE = 8


@dataclass(frozen=True)
class Wanted:
    """As the renderer's `POST /message` takes it."""

    cluster: str
    level: str
    sound: bool
    is_drill: bool
    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Drawn:
    """Loops by canvas, or the words of what went wrong."""

    loops: Mapping[str, Loop]
    trouble: str = ""


class _Answer(BaseModel):
    loops: dict[str, Loop]


def draw_all(wanted: Sequence[Wanted]) -> list[Drawn]:
    """In the order asked. What fails on one cluster stops no other."""
    language = get_language() or "vi"
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = list(pool.map(lambda one: _ask(one, language), wanted))
    return [_read(one) for one in answers]


def _ask(wanted: Wanted, language: str) -> requests.Response | None:
    try:
        return requests.post(
            f"{settings.RENDERER_URL}/message",
            json=asdict(wanted),
            headers={"Accept-Language": language},
            timeout=TIMEOUT_SECONDS,
        )
    except requests.RequestException as error:
        logger.warning("the renderer does not answer: %s", error)
        return None


def _read(answer: requests.Response | None) -> Drawn:
    if answer is None:
        return Drawn({}, _unavailable())
    if not answer.ok:
        return Drawn({}, _refusal_of(answer))
    try:
        return Drawn(_Answer.model_validate_json(answer.content).loops)
    except ValidationError:
        logger.warning("the renderer answers nonsense: %.500s", answer.text)
        return Drawn({}, _unavailable())


def _refusal_of(answer: requests.Response) -> str:
    try:
        told: dict[str, Any] = answer.json()["error"]
        return " ".join(str(told[part]) for part in ("where", "what", "todo"))
    except (ValueError, KeyError, TypeError):
        logger.warning("the renderer: %s: %.500s", answer.status_code, answer.text)
        return _unavailable()


def _unavailable() -> str:
    return _(
        "The renderer, which draws the message, does not answer. Try again; if it stays "
        "so, tell the administrator to start it, and order the safe slate meanwhile if "
        "the wall must not stay as it is."
    )
