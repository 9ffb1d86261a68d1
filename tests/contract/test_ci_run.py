"""`.ci/run` installs what is missing, and only that, and then checks everything.

Run in a folder of its own, on a PATH where apt-get and make only say what was asked.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

CI_RUN = Path(__file__).parents[2] / ".ci/run"
PARTS = ["chromium", "mpv", "initdb", "docker-compose", "ip", "softhsm2-util"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder to be PATH: the shell's tools, and an apt-get and make that only talk."""
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    for name in ("apt-get", "make"):
        put(tmp_path, name, f'echo "{name} $*" >&2')
    return tmp_path


def put(machine: Path, name: str, body: str = "") -> None:
    (machine / name).write_text(f"#!/bin/sh\n{body}\n")
    (machine / name).chmod(0o755)


def run_ci(machine: Path) -> list[str]:
    """What it asks apt-get and make for, in order."""
    script = machine / "tree/.ci/run"
    script.parent.mkdir(parents=True)
    shutil.copy(CI_RUN, script)
    done = subprocess.run(
        [machine / "bash", script],
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.splitlines()


def test_a_machine_that_has_all_is_only_checked(machine):
    for name in PARTS:
        put(machine, name)

    assert run_ci(machine) == ["make check REQUIRE_ALL=1"]


def test_what_is_missing_is_installed_before_the_check(machine):
    for name in PARTS[1:]:
        put(machine, name)

    assert run_ci(machine) == [
        "apt-get update -qq",
        "apt-get install -qq --yes --no-install-recommends chromium",
        "make check REQUIRE_ALL=1",
    ]


def test_nothing_is_checked_where_a_part_cannot_be_installed(machine):
    put(machine, "apt-get", 'echo "apt-get $*" >&2; exit 100')

    with pytest.raises(subprocess.CalledProcessError) as caught:
        run_ci(machine)

    assert caught.value.stderr == "apt-get update -qq\n"
