"""What hangs in the street: the renderer asks the hub as it does in production."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from release.format import TIMETABLE_NAME, Loop, parse_timetable
from tests.player.waiting import eventually
from tests.ports import free_port

ROOT = Path(__file__).parents[2]


@dataclass
class Wall:
    hub: str
    loops: Path
    store: Path

    def render(self) -> None:
        """One look of the renderer at the hub, in a process of its own."""
        done = subprocess.run(
            [
                *(sys.executable, "-m", "renderer", "watch", "--once", "--quiet"),
                *("--hub", self.hub, "--out", self.loops, "--store", self.store),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @contextmanager
    def drawing(self, settings: Any) -> Iterator[None]:
        """The renderer stays, and draws what the hub asks for."""
        address = f"127.0.0.1:{free_port()}"
        settings.RENDERER_URL = f"http://{address}"
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "renderer", "watch", "--quiet"),
                *("--hub", self.hub, "--out", self.loops, "--store", self.store),
                *("--listen", address),
            ],
            cwd=ROOT,
        )
        try:
            eventually(lambda: _answers(settings.RENDERER_URL))
            yield
        finally:
            process.terminate()
            process.wait(30)

    def loops_now(self, cluster: str) -> dict[str, Loop]:
        """By canvas, what is due at this moment."""
        document = (self.loops / cluster / TIMETABLE_NAME).read_bytes()
        timetable = parse_timetable(document)
        now = datetime.now(UTC)
        canvases = timetable.windows[0].loops
        found = {canvas: timetable.loop_at(canvas, now) for canvas in canvases}
        return {canvas: loop for canvas, loop in found.items() if loop}

    def file_of(self, loop: Loop) -> Path:
        return self.loops / "files" / f"{loop.file.sha256}.mp4"


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=10).ok
    except requests.RequestException:
        return False


def titles(loop: Loop, language: str) -> list[str]:
    """What is shown in that language, in order, each as often as it comes."""
    return list(_titles(loop, language))


def _titles(loop: Loop, language: str) -> Iterator[str]:
    for scene in loop.scenes:
        if any(face.language == language for face in scene.faces):
            yield scene.titles.get(language, "")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
