"""A test that the machine cannot run is skipped aloud, and in CI not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

NEEDS_MPV = """
import pytest

@pytest.mark.needs_mpv
def test_a_loop_plays():
    pass
"""
ASKS_FOR_CHROMIUM = """
def test_a_page_opens(chromium):
    assert chromium.exists()
"""
SKIPPED_WHOLE = """
import pytest

pytest.skip("not on this system", allow_module_level=True)
"""
EXPECTED_TO_FAIL = """
import pytest

@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    assert not "mended"
"""


OPTIONS = """
-c /dev/null -p no:cacheprovider -p no:django --strict-markers -rs
-p tests.needs -p tests.require_all
"""

MISSING = pytest.mark.parametrize(
    ("program", "reason"),
    [
        (NEEDS_MPV, "no mpv (Debian package mpv)"),
        (ASKS_FOR_CHROMIUM, "no Chromium (Debian package chromium)"),
        (SKIPPED_WHOLE, "not on this system"),
    ],
    ids=["marker", "fixture", "file"],
)


def run_tests(
    folder: Path, program: str, *options: str, path: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs `program` under pytest with our two plugins and PATH as given."""
    (folder / "test_it.py").write_text(program)
    command = [sys.executable, "-m", "pytest", *OPTIONS.split(), *options]
    return subprocess.run(
        [*command, "--rootdir", folder, folder],
        cwd=ROOT,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@MISSING
def test_what_is_missing_skips_with_its_reason(tmp_path, program, reason):
    done = run_tests(tmp_path, program)

    assert "1 skipped" in done.stdout
    assert reason in done.stdout


@MISSING
def test_a_skip_fails_where_all_is_required(tmp_path, program, reason):
    done = run_tests(tmp_path, program, "--require-all")

    assert done.returncode in {1, 2}
    assert f"{reason} (with --require-all a skip is a failure)" in done.stdout
    assert "skipped" not in done.stdout.splitlines()[-1]


def test_an_expected_failure_is_no_skip(tmp_path):
    done = run_tests(tmp_path, EXPECTED_TO_FAIL, "--require-all")

    assert done.returncode == 0
    assert "1 xfailed" in done.stdout


def test_what_is_there_is_used(tmp_path):
    program = tmp_path / "bin" / "mpv"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    done = run_tests(tmp_path, NEEDS_MPV, "--require-all", path=str(program.parent))

    assert done.returncode == 0
    assert "1 passed" in done.stdout
