"""What a player loads when it starts: nothing of hub or renderer, nothing heavy."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys, player.__main__; print(*sorted(sys.modules))"
HEAVY = {"numpy", "av", "cv2", "PIL", "typst", "dask", "django", "wagtail"}


def test_the_player_starts_without_loading_anything_heavy():
    loaded = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()

    modules = set(loaded.split())
    assert {"player.agent", "release.verify"} <= modules
    assert modules.isdisjoint(HEAVY | {"hub", "renderer"})
