"""A message as the Common Alerting Protocol 1.2 of OASIS says it. Pure.

The order of the elements, the closed lists and the form of times are the standard's
(chapter 3.2, and its schema). Written by the standard library: nothing is parsed here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
# urgency, severity, certainty
GRADES = {
    "critical": ("Immediate", "Extreme", "Observed"),
    "high": ("Immediate", "Severe", "Likely"),
    "normal": ("Expected", "Minor", "Likely"),
}
LANGUAGES = {"vi": "vi-VN", "en": "en", "zh-hans": "zh-Hans"}
CLUSTER_CODE = "TTDN-CLUSTER"
EVENT_LENGTH = 120


@dataclass(frozen=True)
class Area:
    """A cluster, with its names by language."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Alert:
    """`recalled_at` makes a Cancel of it, which refers to the Alert that was sent."""

    key: str
    sender: str
    sender_name: str
    sent_at: datetime
    ends_at: datetime
    level: str
    category: str
    directive: str
    texts: Mapping[str, Mapping[str, str]]
    areas: Sequence[Area]
    is_drill: bool = False
    recalled_at: datetime | None = None


def write_alert(alert: Alert) -> bytes:
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}alert")
    is_over = alert.recalled_at is not None
    _say(root, "identifier", f"{alert.key}-cancel" if is_over else alert.key)
    _say(root, "sender", alert.sender)
    _say(root, "sent", _time(alert.recalled_at or alert.sent_at))
    _say(root, "status", "Exercise" if alert.is_drill else "Actual")
    _say(root, "msgType", "Cancel" if is_over else "Alert")
    _say(root, "scope", "Public")
    if alert.is_drill:
        _say(root, "note", "DRILL")
    if is_over:
        first = f"{alert.sender},{alert.key},{_time(alert.sent_at)}"
        _say(root, "references", first)
    for language, text in alert.texts.items():
        _add_info(root, alert, language, text)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _add_info(
    root: ET.Element, alert: Alert, language: str, text: Mapping[str, str]
) -> None:
    info = _say(root, "info")
    urgency, severity, certainty = GRADES[alert.level]
    _say(info, "language", LANGUAGES.get(language, language))
    _say(info, "category", alert.category)
    _say(info, "event", text["title"][:EVENT_LENGTH])
    _say(info, "urgency", "Past" if alert.recalled_at else urgency)
    _say(info, "severity", severity)
    _say(info, "certainty", certainty)
    _say(info, "effective", _time(alert.sent_at))
    _say(info, "expires", _time(alert.ends_at))
    _say(info, "senderName", alert.sender_name)
    _say(info, "headline", text["title"])
    _say(info, "description", text["body"] or text["title"])
    directive = _say(info, "parameter")
    _say(directive, "valueName", "directive")
    _say(directive, "value", alert.directive)
    for one in alert.areas:
        area = _say(info, "area")
        names = one.names
        _say(area, "areaDesc", names.get(language) or names.get("vi") or one.code)
        code = _say(area, "geocode")
        _say(code, "valueName", CLUSTER_CODE)
        _say(code, "value", one.code)


def _say(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element


def _time(at: datetime) -> str:
    """Whole seconds and an offset; the standard forbids a Z."""
    said = at.isoformat(timespec="seconds")
    return (
        f"{said[:-1]}-00:00" if said.endswith("Z") else said.replace("+00:00", "-00:00")
    )
