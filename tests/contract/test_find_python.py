"""`bin/find-python` finds a Python that really runs, wherever it is, or says what to do.

Each test builds the machine it speaks of: folders with programs, and a PATH of those.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIND_PYTHON = Path(__file__).parents[2] / "bin/find-python"
GOOD = Path(getattr(sys, "_base_executable", sys.executable))

RUNS = f'exec "{GOOD}" "$@"'
DEAD_SHIM = 'echo "pyenv: python3.12: command not found" >&2; exit 127'
# The real interpreter, made to believe that it is another.
OLD = f"""
shift
exec "{GOOD}" -c 'import sys; sys.version_info = (3, 11, 7); exec(sys.argv[1])' "$1"
"""
WITHOUT_ENSUREPIP = f"""
shift
exec "{GOOD}" -c 'import sys; sys.modules["ensurepip"] = None; exec(sys.argv[1])' "$1"
"""


def put(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return program


def find(*folders: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, folders))
    return subprocess.run(
        ["/bin/sh", FIND_PYTHON],
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["python3.12", "python3.13", "python3", "python"])
def test_it_is_found_under_any_of_its_names(tmp_path, name):
    put(tmp_path, name, RUNS)

    assert find(tmp_path).stdout == f"{GOOD}\n"


def test_a_dead_shim_hides_nothing_behind_it(tmp_path):
    put(tmp_path / "shims", "python3.12", DEAD_SHIM)
    put(tmp_path / "usr bin", "python3.12", RUNS)

    assert find(tmp_path / "shims", tmp_path / "usr bin").stdout == f"{GOOD}\n"


def test_an_old_python3_is_passed_over(tmp_path):
    put(tmp_path / "old", "python3", OLD)
    put(tmp_path / "new", "python3", RUNS)

    assert find(tmp_path / "old", tmp_path / "new").stdout == f"{GOOD}\n"


@pytest.mark.parametrize("variable", ["PYENV_ROOT", "HOME"])
def test_a_version_that_pyenv_keeps_is_found(tmp_path, variable):
    root = tmp_path if variable == "PYENV_ROOT" else tmp_path / ".pyenv"
    put(root / "versions/3.11.7/bin", "python", OLD)
    put(root / "versions/3.12.4/bin", "python", RUNS)

    assert find(**{variable: str(tmp_path)}).stdout == f"{GOOD}\n"


def test_pyenv_is_found_by_its_shims_alone(tmp_path):
    put(tmp_path / "shims", "python3.12", DEAD_SHIM)
    put(tmp_path / "versions/3.12.4/bin", "python", RUNS)

    assert find(tmp_path / "shims").stdout == f"{GOOD}\n"


def test_uv_is_asked_and_may_not_download(tmp_path):
    kept = put(tmp_path / "kept by uv", "python3.12", RUNS)
    asked = '"$UV_PYTHON_DOWNLOADS $*" = "never python find --system --no-project 3.12"'
    put(tmp_path / "bin", "uv", f'[ {asked} ] && echo "{kept}"')

    assert find(tmp_path / "bin").stdout == f"{GOOD}\n"


def test_the_one_that_is_named_is_taken(tmp_path):
    named = put(tmp_path, "mine", RUNS)

    assert find(PYTHON=str(named)).stdout == f"{GOOD}\n"


def test_the_one_that_is_named_is_taken_or_none(tmp_path):
    put(tmp_path, "python3.12", RUNS)
    named = put(tmp_path, "mine", OLD)

    found = find(tmp_path, PYTHON=str(named))

    assert found.returncode == 2
    assert found.stdout == ""


def test_without_any_it_says_in_one_line_what_was_found_and_what_to_do(tmp_path):
    shim = put(tmp_path, "python3.12", DEAD_SHIM)
    put(tmp_path, "python3", OLD)

    found = find(tmp_path)

    english, vietnamese = found.stderr.splitlines()
    what_was_found = f"{shim} ✗; 3.11.7 ({GOOD.resolve()})"
    assert found.returncode == 2
    assert english.startswith("Python 3.12 or 3.13 is needed; found: " + what_was_found)
    assert "Install Python 3.12" in english
    assert vietnamese.startswith(
        "Cần Python 3.12 hoặc 3.13; tìm thấy: " + what_was_found
    )
    assert "Hãy cài Python 3.12" in vietnamese


def test_on_an_empty_machine_it_says_that_it_found_none(tmp_path):
    found = find(tmp_path)

    assert found.returncode == 2
    assert "found: none." in found.stderr


def test_a_python_without_its_venv_parts_is_named_as_such(tmp_path):
    put(tmp_path, "python3.12", WITHOUT_ENSUREPIP)

    found = find(tmp_path)

    assert found.returncode == 2
    assert "without ensurepip" in found.stderr
