"""CAP 1.2: written as the standard's text says, and read from strangers without harm."""

import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hub.urgent.cap import NAMESPACE, Alert, Area, write_alert
from hub.urgent.capreading import CapError, read_alert

SENT = datetime(2026, 8, 3, 14, 5, 6, 789, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
# In the order in which the standard's schema has them.
ALERT_ORDER = ["identifier", "sender", "sent", "status", "msgType", "source", "scope",
               "restriction", "addresses", "code", "note", "references", "incidents",
               "info"]  # fmt: skip
INFO_ORDER = ["language", "category", "event", "responseType", "urgency", "severity",
              "certainty", "audience", "eventCode", "effective", "onset", "expires",
              "senderName", "headline", "description", "instruction", "web", "contact",
              "parameter", "resource", "area"]  # fmt: skip
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
ALLOWED = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
    "category": {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env",
                 "Transport", "Infra", "CBRNE", "Other"},
}  # fmt: skip


def alert(**more: Any) -> Alert:
    plain: dict[str, Any] = {
        "key": "8d1c7f6e-0000-4000-8000-000000000001",
        "sender": "thong-tin-doi-ngoai@localhost",
        "sender_name": "Trưởng phòng",
        "sent_at": SENT,
        "ends_at": SENT + timedelta(hours=2),
        "level": "critical",
        "category": "Met",
        "directive": "12/CĐ-UBND · 01/08/2026 · UBND tỉnh",
        "texts": {
            "vi": {"title": "LŨ <SÔNG HỒNG> & suối", "body": "Không xuống bờ."},
            "zh-hans": {"title": "红河洪水", "body": ""},
        },
        "areas": [Area("ck-lao-cai", {"vi": "Cụm Lào Cai", "zh-hans": "老街"})],
    }
    return Alert(**{**plain, **more})


def said(parent: ET.Element, name: str) -> str | None:
    return parent.findtext(f"{{{NAMESPACE}}}{name}")


def names(parent: ET.Element) -> list[str]:
    return [one.tag.removeprefix(f"{{{NAMESPACE}}}") for one in parent]


@pytest.mark.parametrize("level", ["critical", "high", "normal"])
@pytest.mark.parametrize("is_drill", [False, True])
@pytest.mark.parametrize("recalled_at", [None, SENT + timedelta(minutes=5)])
def test_it_keeps_the_rules_of_the_standard(
    level: str, is_drill: bool, recalled_at: datetime | None
) -> None:
    given = alert(level=level, is_drill=is_drill, recalled_at=recalled_at)

    root = ET.fromstring(write_alert(given))

    assert root.tag == f"{{{NAMESPACE}}}alert"
    assert names(root) == sorted(names(root), key=ALERT_ORDER.index)
    required = {"identifier", "sender", "sent", "status", "msgType", "scope"}
    assert required <= set(names(root))
    for name in ("identifier", "sender"):
        assert not re.search(r"[\s,<&]", said(root, name) or " ")
    infos = root.findall(f"{{{NAMESPACE}}}info")
    assert len(infos) == 2
    for info in infos:
        assert names(info) == sorted(names(info), key=INFO_ORDER.index)
        required = {"category", "event", "urgency", "severity", "certainty", "area"}
        assert required <= set(names(info))
        for area in info.findall(f"{{{NAMESPACE}}}area"):
            assert said(area, "areaDesc")
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        assert element.text
        if name in ALLOWED:
            assert element.text in ALLOWED[name]
        if name in ("sent", "effective", "expires"):
            assert TIME.fullmatch(element.text)


def test_a_drill_and_a_recall_are_said_as_such() -> None:
    later = SENT + timedelta(minutes=5)

    root = ET.fromstring(write_alert(alert(is_drill=True, recalled_at=later)))

    assert (said(root, "status"), said(root, "msgType")) == ("Exercise", "Cancel")
    key = alert().key
    assert said(root, "references") == (
        f"thong-tin-doi-ngoai@localhost,{key},2026-08-03T14:05:06+07:00"
    )
    assert said(root, "identifier") != key


def test_what_we_write_we_read() -> None:
    read = read_alert(write_alert(alert()))

    assert (read.level, read.category, read.is_drill) == ("critical", "Met", False)
    assert read.ends_at == (SENT + timedelta(hours=2)).replace(microsecond=0)
    assert read.texts == {
        "vi": {"title": "LŨ <SÔNG HỒNG> & suối", "body": "Không xuống bờ."},
        "zh-hans": {"title": "红河洪水", "body": "红河洪水"},
    }


BOMB = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
FILE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
PLAIN = write_alert(alert()).partition(b"\n")[2]


@pytest.mark.parametrize(
    "content",
    [
        BOMB + PLAIN,
        FILE + PLAIN.replace("Trưởng phòng".encode(), b"&b;"),
        b'<!DOCTYPE alert SYSTEM "http://127.0.0.1:9/x.dtd">' + PLAIN,
        PLAIN + b" " * (256 * 1024),
        PLAIN[:-20],
        b"",
        b"\x00\xff",
        b"<alert/>",
        PLAIN.replace(b"cap:1.2", b"cap:1.1"),
        PLAIN.replace(b"Actual", b"Draft"),
        PLAIN.replace(b"<msgType>Alert", b"<msgType>Cancel"),
        b'<alert xmlns="%s"><status>Actual</status><msgType>Alert</msgType></alert>'
        % NAMESPACE.encode(),
    ],
)
def test_a_file_that_is_not_good_is_refused_in_the_reader_s_language(
    content: bytes,
) -> None:
    with translation.override("vi"), pytest.raises(CapError) as caught:
        read_alert(content)

    assert re.search(r"[ạảấầẩậắằếềểệốồổộớờởợứừửựđ]", str(caught.value))
