"""Where a worker works: its way to the store, its themes, and the program it runs.

A worker that runs another version, or writes into another store, would do harm unseen:
so every task says what it expects and the workplace compares.
"""

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from renderer.digests import digest_of_bytes, digest_of_value
from renderer.errors import ExecutionError
from renderer.planning import Action
from renderer.rendering import render_action
from renderer.store import Address, open_store

PROGRAM = Path(__file__).parents[1]
# What else decides about pixels and bytes.
LIBRARIES = (
    "av",
    "fontpkg-be-vietnam-pro",
    "fonttools",
    "imageio",
    "manimgx-fonts-cjk",
    "moviepy",
    "numpy",
    "opencv-python-headless",
    "Pillow",
    "typst",
)


@dataclass(frozen=True)
class Charge:
    """What a task expects of the place where it is done."""

    program: str
    store: str


@dataclass(frozen=True)
class Workplace:
    """The store's address and the themes folder as this machine knows them."""

    store: Address
    themes_root: Path

    def charge(self) -> Charge:
        """What this workplace itself can answer for."""
        return Charge(program_digest(), open_store(self.store).identity())

    def render(self, actions: Iterable[Action], charge: Charge, worker: str) -> None:
        """Raises ExecutionError when this is the wrong place, else what rendering does."""
        own = self.charge()
        if own.program != charge.program:
            raise ExecutionError(
                worker,
                "this worker runs another version of the renderer or of its libraries",
                "install the same release on every machine and start the worker again",
            )
        if own.store != charge.store:
            raise ExecutionError(
                worker,
                "this worker writes into another store ({store})",
                "start the worker again with the store of the renderer that plans",
                store=open_store(self.store).address,
            )
        for action in actions:
            render_action(action, self.store, self.themes_root)

    def abandon(self) -> None:
        """Takes away what this process has begun to write, when it is told to end."""
        open_store(self.store).abandon()


@lru_cache
def program_digest() -> str:
    """The name of everything here that makes pixels: our files, the libraries' versions."""
    files = {
        str(path.relative_to(PROGRAM)): digest_of_bytes(path.read_bytes())
        for path in PROGRAM.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    libraries = {name: version(name) for name in LIBRARIES}
    return digest_of_value(
        {
            "files": files,
            "libraries": libraries,
            "python": platform.python_version_tuple()[:2],
        }
    )
