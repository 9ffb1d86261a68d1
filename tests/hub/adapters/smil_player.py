"""A SMIL player as garlic-player is one: what it asks, what it compares, what it reports.

Written from the public sources of garlic-player: a conditional HEAD decides whether the
document is fetched; by date, where no ETag is sent; web pages are never taken.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.test import Client

NAMESPACE = "{http://www.w3.org/ns/SMIL}"
AGENT = "GAPI/1.0 (UUID:0b3b3f7c-0000-4000-8000-000000000001; NAME:hop-1) garlic"
REPORT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<report xmlns="http://schemas.garlic-player.com/gapi-1.0">'
    "<date>2026-11-29T02:00:00Z</date><version>1.0</version>"
    '<player id="0b3b3f7c">{}</player></report>'
)


@dataclass
class SmilPlayer:
    """`fetched_at` stands for the date of the file on its disk."""

    client: Client
    index: str
    document: str = ""
    fetched_at: datetime | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    def look(self) -> bool:
        """Whether something newer was taken."""
        headers = {"User-Agent": AGENT}
        if self.fetched_at:
            headers["If-Modified-Since"] = format_datetime(self.fetched_at, usegmt=True)
        head = self.client.head(self.index, headers=headers)
        if head.status_code != 200 or "text/html" in head["Content-Type"]:
            return False
        assert "ETag" not in head  # it would be compared instead of the date
        modified = parsedate_to_datetime(head["Last-Modified"])
        if self.fetched_at and modified <= self.fetched_at:
            return False
        got = self.client.get(self.index, headers={"User-Agent": AGENT})
        self.document, self.fetched_at = got.content.decode(), modified
        return True

    @property
    def root(self) -> ET.Element:
        return ET.fromstring(self.document)

    @property
    def items(self) -> list[str]:
        return [one.attrib["src"] for one in self.root.iter(f"{NAMESPACE}video")]

    def prefetch(self) -> None:
        """By address: what it has under one is not asked for again."""
        for address in self.items:
            if address not in self.files:
                got = self.client.get(urlsplit(address).path)
                assert got.status_code == 200
                assert got["Content-Type"] == "video/mp4"
                self.files[address] = got.getvalue()

    def actions(self) -> dict[str, str]:
        """Where it was told to put which report."""
        found = {}
        for one in self.root.iter(f"{NAMESPACE}subscription"):
            said = {
                child.tag.removeprefix(NAMESPACE): child.text or "" for child in one
            }
            assert said["method"] == "put"
            assert int(said["refreshInterval"]) > 0
            found[said["type"]] = urlsplit(said["action"]).path
        return found

    def put(self, kind: str, inner: str, name: str = "") -> int:
        body = REPORT.format(inner).encode()
        return self.put_raw(kind, body, name)

    def put_raw(self, kind: str, body: bytes, name: str = "") -> int:
        address = self.actions()[kind] + name
        answer = self.client.put(address, body, content_type="application/xml")
        return answer.status_code


def played(sha256: str, start: datetime, end: datetime) -> str:
    zulu = [one.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for one in (start, end)]
    return (
        f"<contentPlayLog><contentPlayed><contentId>{sha256}</contentId>"
        f"<startTime>{zulu[0]}</startTime><endTime>{zulu[1]}</endTime>"
        "</contentPlayed></contentPlayLog>"
    )


def in_cache(address: str, due: int, came: int) -> str:
    return (
        f'<inventory><object id="x" persistent="false"><resourceURI>{address}'
        f"</resourceURI><state>COMPLETE</state><contentLength>{due}</contentLength>"
        f"<transferLength>{came}</transferLength></object></inventory>"
    )
