"""A Colorlight controller as its maker's document tells it: it polls, fetches, confirms.

It believes the newest `modified`, takes nothing under a name that is not as documented,
and sends its name and password with everything.
"""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.test import Client

from hub.players.tokens import Token

MATERIAL = re.compile(r"F_([0-9A-F]{32})_(\d+)\.mp4")
PROGRAMME = re.compile(r"\w[\w-]*_([0-9a-f]{32})_(\d+)\.vsn")


@dataclass
class Controller:
    client: Client
    token: Token
    newest: str = ""
    vsn: bytes = b""
    films: dict[str, bytes] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        pair = f"cum_{self.token.id}:{self.token.secret}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}

    def ask(self, address: str) -> Any:
        parts = urlsplit(address)
        return self.client.get(f"{parts.path}?{parts.query}", headers=self.headers)

    def send(self, method: str, address: str, body: bytes = b"{}") -> int:
        sending = getattr(self.client, method)
        answer = sending(
            address, body, content_type="application/json", headers=self.headers
        )
        return int(answer.status_code)

    def commands(self) -> Any:
        return self.ask(
            "/wp-json/wp/v2/comments?clt_type=terminal&device_num=CLCA1"
        ).json()

    def poll(self) -> bool:
        """Whether a newer programme was taken."""
        offered = self.ask("/wp-json/wp/v2/programs?clt_type=terminal").json()
        if not offered:
            return False
        best = max(offered, key=lambda one: one["modified"])
        if best["modified"] <= self.newest:
            return False
        self._take(best["_links"]["wp:attachment"][0]["href"])
        self.newest = best["modified"]
        return True

    def _take(self, href: str) -> None:
        for one in self.ask(href).json():
            address, size = one["source_url"], one["attachment_filesize"]
            name = address.rpartition("/")[2]
            content = b"".join(self.ask(address))
            named = MATERIAL.fullmatch(name) or PROGRAMME.fullmatch(name)
            assert named, name
            assert int(named[2]) == size == len(content)
            assert named[1].lower() == hashlib.md5(content).hexdigest()
            if name.endswith(".vsn"):
                self.vsn = content
            else:
                self.films[name] = content

    def on_screen(self) -> bytes:
        """The film that the programme names, as it lies on its disk."""
        root = ET.fromstring(self.vsn)
        assert root.tag == "Programs"
        item = root.find("Program/Pages/Page/Regions/Region/Items/Item")
        assert item is not None
        assert item.findtext("Type") == "3"
        assert item.findtext("FileSource/IsRelative") == "1"
        path = item.findtext("FileSource/FilePath") or ""
        return self.films[path.removeprefix(".\\_Res_.files\\")]
