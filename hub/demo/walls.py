"""The demo's players: two machines as they would stand beside the walls, without LEDs.

Each is a program of its own that knows the hub by its addresses and a token alone.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model

from hub.demo.accounts import PREFIX
from hub.displays.models import Cluster
from hub.displays.queries import CanvasFacts, ClusterFacts
from hub.displays.queries import cluster as find_cluster
from hub.players.actions import issue_token
from hub.playout.signing import first_root, has_repository

# A gate with one face, and a square with three.
CLUSTERS = ("ck-lao-cai", "sapa")
CODE = "may-demo"
PROGRAM = "mpv"
NO_MPV = (
    f"Máy này chưa có {PROGRAM} nên bản dùng thử không chạy đầu phát. Cài gói"
    f" {PROGRAM} (Debian: apt install {PROGRAM}) rồi chạy lại."
)


@dataclass(frozen=True)
class Addresses:
    """Where a player finds the hub and its nudges, and shows its own status."""

    hub: str
    nudges: str
    status_port: int


def can_play() -> bool:
    return shutil.which(PROGRAM) is not None


def nudges_address() -> str:
    """Beside the hub, two ports on."""
    host = urlsplit(settings.HUB_BASE_URL).hostname
    return f"http://{host}:{settings.PORT + 2}"


def set_up_players() -> list[Path]:
    """The players' configuration files. Tokens that are there go on being used."""
    found = [find_cluster(code) for code in CLUSTERS if has_repository(code)]
    return [
        _set_up(facts, settings.PORT + 3 + number)
        for number, facts in enumerate(found)
        if facts is not None
    ]


def _set_up(cluster: ClusterFacts, port: int) -> Path:
    folder = Path(settings.DATA_DIR) / "players" / cluster.code
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    token = folder / "token"
    if not token.exists():
        _keep_token(cluster.code, token)
    config = folder / "player.toml"
    places = Addresses(settings.HUB_BASE_URL, f"{nudges_address()}/devices", port)
    config.write_text(write_config(cluster, places, folder, token))
    return config


def write_config(
    cluster: ClusterFacts, places: Addresses, folder: Path, token: Path
) -> str:
    """As `player/player.example.toml` explains it."""
    hub = places.hub
    lines = [
        f"cluster = {_said(cluster.code)}",
        f"repository = {_said(f'{hub}/releases/{cluster.code}')}",
        f"root = {_said(first_root(cluster.code))}",
        f"data = {_said(folder / 'data')}",
        *(line for canvas in cluster.canvases for line in _canvas(canvas)),
        "[hub]",
        f"address = {_said(f'{hub}/devices')}",
        f"token = {_said(token)}",
        f"nudges = {_said(places.nudges)}",
        "[video]",
        'picture = "null"',
        "[status]",
        f"port = {places.status_port}",
    ]
    return "\n".join(lines) + "\n"


def _canvas(canvas: CanvasFacts) -> list[str]:
    return [
        "[[canvas]]",
        f"code = {_said(canvas.code)}",
        f"width_px = {canvas.width_px}",
        f"height_px = {canvas.height_px}",
    ]


def _said(value: object) -> str:
    """A basic string of TOML is one of JSON."""
    return json.dumps(str(value), ensure_ascii=False)


def _keep_token(code: str, path: Path) -> None:
    admin = get_user_model().objects.get(username=f"{PREFIX}quan-tri")
    _player, token = issue_token(Cluster.objects.get(code=code), CODE, by=admin)
    path.touch(mode=0o600)
    path.write_text(f"{token}\n")
