"""The renderer runs where no Django is: what it loads when it starts."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys, renderer.__main__; print(*sorted(sys.modules))"


def test_the_renderer_starts_without_loading_django():
    loaded = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()

    modules = set(loaded.split())
    assert "renderer.building" in modules
    assert modules.isdisjoint({"django", "wagtail", "graphene", "hub"})
