"""The last picture of each canvas that a player sent, as it came.

    PRIVATE_DIR/players/<player>/<canvas>.jpg

It comes from a machine that a stranger may hold: its header is read and nothing of it is
decoded here; who looks at it is told to run nothing.
"""

import hashlib
import hmac
import os
import re
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from hub.displays.queries import cluster as find_cluster
from hub.players.models import Player
from release.pictures import MOST_PICTURE_PX, is_fit_to_send


class PictureRefusedError(ValueError):
    """A player sent what is no picture of what it told of: for who wrote the player."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(field, what)
        self.field, self.what = field, what


@dataclass(frozen=True)
class Picture:
    content: bytes
    taken_at: datetime

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def is_code(canvas: str) -> bool:
    """Whether it can be a canvas's; a player may tell of whatever it likes."""
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{1,200}", canvas))


def keep_picture(player: Player, canvas: str, content: bytes) -> None:
    """In the place of the one before. Raises PictureRefusedError."""
    facts = find_cluster(player.cluster.code)
    if facts is None or canvas not in {one.code for one in facts.canvases}:
        raise PictureRefusedError("canvas", "the cluster has none of this name")
    told = _told_of(player, canvas)
    if not hmac.compare_digest(told, hashlib.sha256(content).hexdigest()):
        raise PictureRefusedError("body", "not the picture of the last heartbeat")
    if not is_fit_to_send(content):
        what = f"no JPEG of at most {MOST_PICTURE_PX} by {MOST_PICTURE_PX} pixels"
        raise PictureRefusedError("body", what)
    path = _path(player, canvas)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    beside.write_bytes(content)
    beside.replace(path)


def find_picture(player: Player, canvas: str) -> Picture | None:
    """Of a canvas that its last heartbeat told of: no other name reaches the disk."""
    if canvas not in {one["canvas"] for one in player.state.get("canvases", ())}:
        return None
    if not is_code(canvas):
        return None
    path = _path(player, canvas)
    try:
        with path.open("rb") as file:
            at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            return Picture(file.read(), at)
    except FileNotFoundError:
        return None


def _told_of(player: Player, canvas: str) -> str:
    found = [
        one.get("screenshot")
        for one in player.state.get("canvases", ())
        if one["canvas"] == canvas
    ]
    return found[0] if found and found[0] else ""


def _path(player: Player, canvas: str) -> Path:
    return Path(settings.PRIVATE_DIR) / "players" / str(player.pk) / f"{canvas}.jpg"
