"""`bin/make-environment` makes .venv once, again when a lock changed, and never half.

Run on a small tree of its own with a Python that only notes what pip was asked for;
the real one is run by every `make test`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(__file__).parents[2] / "bin"
LOCKS = ["requirements-build.txt", "requirements.txt", "requirements-dev.txt"]

# Like the real one as far as the script can see: it is asked what it is, makes a
# folder with itself inside, and installs, or fails over a lock that says so.
PYTHON = f"""#!/bin/sh
case "$*" in
    "-c"*_base_executable*) echo "suits $0" ;;
    "--version") echo "Python 3.12.9" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip install "*)
        echo "$*" >>.venv/asked
        for lock in "$@"; do :; done
        ! grep -q broken "$lock"
        ;;
    *) exec "{sys.executable}" "$@" ;;
esac
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(BIN, tmp_path / "tree/bin")
    for name in LOCKS:
        (tmp_path / "tree" / name).write_text(f"# {name}\n")
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path / "tree"


def make_environment(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [tree / "bin/make-environment", *options],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(tree.parent / "python")},
        capture_output=True,
        text=True,
        check=False,
    )


def leave_mark(tree: Path) -> Path:
    """A file in .venv that only a new environment takes away."""
    mark = tree / ".venv/mark"
    mark.touch()
    return mark


def test_the_second_time_nothing_is_done(tree):
    first = make_environment(tree)
    second = make_environment(tree)

    assert "Making .venv with Python 3.12.9" in first.stdout
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_each_lock_is_installed_whole_and_checked_against_its_hashes(tree):
    make_environment(tree, "--dev")

    asked = (tree / ".venv/asked").read_text().splitlines()
    assert [line.split()[-1] for line in asked] == LOCKS
    for line in asked:
        assert {"--no-deps", "--require-hashes", "--no-build-isolation"} <= set(
            line.split()
        )


def test_tools_for_tests_are_added_to_what_is_there(tree):
    make_environment(tree)
    mark = leave_mark(tree)

    added = make_environment(tree, "--dev")
    without_tools = make_environment(tree)

    assert added.stdout == "Installing requirements-dev.txt\n"
    assert mark.exists()
    assert without_tools.stdout == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_a_changed_lock_asks_for_a_new_environment(tree, lock):
    make_environment(tree, "--dev")
    mark = leave_mark(tree)
    (tree / lock).write_text("# another pin\n")

    again = make_environment(tree, "--dev")

    assert "Making .venv" in again.stdout
    assert not mark.exists()


def test_a_lock_that_was_only_touched_asks_for_nothing(tree):
    make_environment(tree)
    (tree / "requirements.txt").touch()

    assert make_environment(tree).stdout == ""


def test_a_moved_tree_asks_for_a_new_environment(tree):
    make_environment(tree)
    leave_mark(tree)
    moved = tree.rename(tree.parent / "moved")

    again = make_environment(moved)

    assert "Making .venv" in again.stdout
    assert not (moved / ".venv/mark").exists()


def test_an_install_cut_short_is_not_taken_for_whole(tree):
    make_environment(tree)
    mark = leave_mark(tree)
    tools = tree / "requirements-dev.txt"
    good = tools.read_text()
    tools.write_text("# broken\n")

    broken = make_environment(tree, "--dev")
    tools.write_text(good)
    mended = make_environment(tree)

    assert broken.returncode != 0
    assert "Making .venv" in mended.stdout
    assert not mark.exists()


def test_a_python_that_is_gone_asks_for_a_new_environment(tree):
    make_environment(tree)
    (tree / ".venv/bin/python").unlink()

    assert "Making .venv" in make_environment(tree).stdout


def test_without_a_python_it_stops_with_the_reason(tree):
    (tree.parent / "python").unlink()

    done = make_environment(tree)

    assert done.returncode == 2
    assert "Python 3.12 or 3.13 is needed" in done.stderr
    assert not (tree / ".venv").exists()
