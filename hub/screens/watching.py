"""The wall as it is now: asks the subjects and the renderer's folder, once for many.

However many people watch, the database is asked once in two seconds.
"""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hub.players.queries import Screen, demo_screens
from hub.programmes.queries import resolve_programmes
from hub.screens.rendered import RenderedFolder
from hub.screens.wall import Addresses, Facts, Wall, build_wall
from release.format import Loop

KEPT_SECONDS = 2


def current_wall() -> Wall:
    wall: Wall | None = cache.get("screens.wall")
    if wall is None:
        wall = _look()
        cache.set("screens.wall", wall, timeout=KEPT_SECONDS)
    return wall


def _look() -> Wall:
    now = timezone.now()
    folder = RenderedFolder(Path(settings.LOOPS_DIR))
    programmes = resolve_programmes(now)
    codes = [programme.cluster.code for programme in programmes]

    def can_play(loop: Loop) -> bool:
        return folder.holds(loop.file, ".mp4") and folder.holds(loop.poster, ".jpg")

    return build_wall(
        Facts(
            now=now,
            work=folder.work(),
            programmes=programmes,
            published={code: folder.published(code) for code in codes},
            can_play=can_play,
            addresses=ADDRESSES,
            screens=demo_screens(now),
        )
    )


def _loop_address(path: str) -> str:
    return reverse("devices:loop_file", args=[path])


def _picture_address(screen: Screen) -> str:
    """Another picture has another address, so that no browser shows an old one."""
    path = reverse("screens:picture", args=[screen.cluster, screen.canvas])
    return f"{path}?{screen.digest[:16]}"


ADDRESSES = Addresses(
    video=lambda sha256: _loop_address(f"files/{sha256}.mp4"),
    poster=lambda sha256: _loop_address(f"files/{sha256}.jpg"),
    playlist=lambda cluster, canvas: _loop_address(f"{cluster}/{canvas}/loop.m3u"),
    picture=_picture_address,
)
