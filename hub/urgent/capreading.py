"""Reads an alert of the Common Alerting Protocol 1.2 that comes from elsewhere.

It is a stranger's file: no DTD, no entities, nothing fetched, bounded before it is read.
What comes out is a draft: clusters, directive, preview and PIN are still a person's.
"""

from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from hub.urgent.cap import NAMESPACE
from hub.urgent.enums import Category, Level

MOST_BYTES = 256 * 1024
TITLE_LENGTH, BODY_LENGTH = 120, 600
LEVELS = {"Extreme": Level.CRITICAL, "Severe": Level.HIGH}
STATUSES = {"Actual": False, "Exercise": True, "Test": True}


class CapError(ValueError):
    """What is wrong with the file, in the reader's language."""


@dataclass(frozen=True)
class Imported:
    level: str
    category: str
    is_drill: bool
    ends_at: datetime | None
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


def read_alert(content: bytes) -> Imported:
    """Raises CapError."""
    root = _parse(content)
    status, kind = _said(root, "status"), _said(root, "msgType")
    if status not in STATUSES:
        raise CapError(
            _(
                "The status of the alert is “%(status)s”; Actual, Exercise or Test is taken."
            )
            % {"status": status}
        )
    if kind not in ("Alert", "Update"):
        raise CapError(
            _(
                "The alert is of the type “%(kind)s”; Alert or Update is taken. To recall a "
                "message, open it and recall it."
            )
            % {"kind": kind}
        )
    infos = root.findall(_name("info"))
    if not infos:
        raise CapError(_("The alert holds no “info” and so no words."))
    first = infos[0]
    category = _said(first, "category")
    return Imported(
        level=LEVELS.get(_said(first, "severity"), Level.NORMAL),
        category=category if category in Category.values else Category.OTHER,
        is_drill=STATUSES[status],
        ends_at=_time(_said(first, "expires")),
        texts=_texts(infos),
    )


def _parse(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise CapError(
            _("The file is larger than %(most)s kB.") % {"most": MOST_BYTES // 1024}
        )
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise CapError(
            _("The file defines entities or a document type; that is not taken.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise CapError(_("The file is not XML, or is damaged.")) from error
    if root.tag != _name("alert"):
        raise CapError(_("The file is not an alert of CAP 1.2."))
    return root


def _texts(infos: list[Element]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for info in infos:
        # The standard's default is en-US.
        code = _language(_said(info, "language") or "en-US")
        parts = (_said(info, "description"), _said(info, "instruction"))
        body = " ".join(" ".join(part.split()) for part in parts if part)
        title = _said(info, "headline") or _said(info, "event")
        text = {"title": title[:TITLE_LENGTH], "body": body[:BODY_LENGTH]}
        if code and title:
            found.setdefault(code, text)
    return found


def _language(said: str) -> str:
    """Ours, of which it is a kind; empty for any other."""
    start = said.lower().partition("-")[0]
    return {"vi": "vi", "en": "en", "zh": "zh-hans"}.get(start, "")


def _time(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _said(element: Element, name: str) -> str:
    return (element.findtext(_name(name)) or "").strip()


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
