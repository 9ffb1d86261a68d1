"""Children are started again when they die, and none outlives its parent."""

import subprocess
import sys
from pathlib import Path

import pytest

from hub.demo import processes
from hub.demo.processes import Child, Family

ROOT = Path(__file__).parents[3]
QUIET_END = [sys.executable, "-c", "raise SystemExit(3)"]
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); signal.pause()"
# Starts one child that waits for ever; both hold the pipe that the test reads.
PARENT = """
import sys, signal
from hub.demo.processes import Child
waiting = "import signal; print('ready', flush=True); signal.pause()"
Child("waiting", [sys.executable, "-c", waiting]).keep_alive(print)
signal.pause()
"""


def _watch_until_said(child: Child) -> str:
    said: list[str] = []
    while not said:
        child.keep_alive(said.append)
    return said[0]


def test_a_child_that_dies_is_started_again_after_a_pause() -> None:
    child = Child("worker", QUIET_END)

    first, second = _watch_until_said(child), _watch_until_said(child)

    assert "worker" in first
    assert "3" in first
    assert "1 giây" in first
    assert "2 giây" in second


def test_the_pause_does_not_grow_without_end() -> None:
    child = Child("worker", QUIET_END, _deaths=20)

    said = _watch_until_said(child)

    assert f"{processes.LONGEST_PAUSE_SECONDS} giây" in said


def test_a_family_ends_also_a_child_that_does_not_listen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes, "SECONDS_TO_END", 0)
    child = Child("deaf", [sys.executable, "-c", DEAF])
    family = Family([child])
    family.keep_alive()
    process = child._process
    assert process is not None
    while "ready" not in capfd.readouterr().out:
        assert process.poll() is None

    family.end()

    assert process.returncode == -9


def test_a_family_that_never_started_ends_too() -> None:
    Family([Child("worker", QUIET_END)]).end()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child so")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "ready\n"

    parent.kill()

    # The pipe ends only when the child, who holds it too, is gone.
    rest, _ = parent.communicate(timeout=60)
    assert rest == ""
