"""What is in force, and what last played well, across restarts.

    in-force     release and urgent document, since their files were all here
    last-good    canvas → loop

The verifier knows the newest approved state; its files may still be on the way when the
power fails. So what was activated is kept beside it.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from player.activation import InForce
from player.sealed import read_sealed, write_sealed
from release.format import Loop

IN_FORCE, LAST_GOOD = "in-force", "last-good"
_in_force = TypeAdapter(InForce)
_last_good = TypeAdapter(dict[str, Loop])


class Keeping:
    """Reading gives what is readable, and otherwise nothing; writing raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read_in_force(self) -> InForce:
        content = read_sealed(self._folder / IN_FORCE)
        try:
            return _in_force.validate_json(content or b"{}")
        except ValidationError:
            return InForce()

    def write_in_force(self, in_force: InForce) -> None:
        write_sealed(self._folder / IN_FORCE, _in_force.dump_json(in_force))

    def read_last_good(self) -> dict[str, Loop]:
        content = read_sealed(self._folder / LAST_GOOD)
        try:
            return _last_good.validate_json(content or b"{}")
        except ValidationError:
            return {}

    def write_last_good(self, loops: Mapping[str, Loop]) -> None:
        write_sealed(self._folder / LAST_GOOD, _last_good.dump_json(dict(loops)))
