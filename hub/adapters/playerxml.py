"""What SMIL players report, out of their XML. Pure; nothing in it is believed.

Entities, document types and whatever reaches outside are refused before anything of it is
read. Namespaces differ from maker to maker, so elements go by their bare names.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_PLAYS = 5000
MOST_FILES = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ReportError(ValueError):
    """Names what is wrong: the field, a colon, and why."""


@dataclass(frozen=True)
class Play:
    """A loop was on from `start` until `end`, says the player."""

    sha256: str
    start: datetime
    end: datetime


def parse_report(document: bytes) -> Element:
    """Raises ReportError."""
    try:
        root: Element = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ReportError(f"document: {error}") from error
    if _bare(root) != "report":
        raise ReportError("document: no report")
    return root


def plays_of(root: Element) -> list[Play]:
    """Raises ReportError naming the first thing that is wrong."""
    played = [one for one in root.iter() if _bare(one) == "contentPlayed"]
    if len(played) > MOST_PLAYS:
        raise ReportError(f"contentPlayed: more than {MOST_PLAYS}")
    return [_play(one) for one in played]


def files_there(root: Element) -> list[str]:
    """The digests of files that are there whole: as much came as there is to come."""
    objects = [one for one in root.iter() if _bare(one) == "object"]
    if len(objects) > MOST_FILES:
        raise ReportError(f"object: more than {MOST_FILES}")
    whole = [one for one in objects if _is_whole(one)]
    found = [_DIGEST.search(_text(one, "resourceURI")) for one in whole]
    return sorted({match[0] for match in found if match})


def facts_of(root: Element) -> dict[str, int]:
    """Free space, where the player tells it."""
    said = next((one for one in root.iter() if _bare(one) == "totalFreeSpace"), None)
    free = (said.text or "") if said is not None else ""
    return {"free_bytes": int(free)} if _is_number(free) else {}


def _play(one: Element) -> Play:
    match = _DIGEST.search(_text(one, "contentId"))
    start, end = _instant(one, "startTime"), _instant(one, "endTime")
    if end < start:
        raise ReportError("endTime: before startTime")
    return Play(match[0] if match else "", start, end)


def _instant(one: Element, name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(one, name))
    except ValueError as error:
        raise ReportError(f"{name}: no time") from error
    if instant.tzinfo is None:
        raise ReportError(f"{name}: without its time zone")
    return instant


def _is_whole(one: Element) -> bool:
    due, came = _text(one, "contentLength"), _text(one, "transferLength")
    return _is_number(due) and _is_number(came) and int(due) == int(came) > 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def _text(one: Element, name: str) -> str:
    return next((child.text or "" for child in one if _bare(child) == name), "")


def _bare(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]
