"""Inside the fences: no network, no other program, no other file, and no hub."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hub.media import children
from hub.media.sandbox.answers import Bounds, Job, Kind
from hub.media.sandbox.syscalls import MACHINES, build_filter
from tests.fakes.videos import write_video

ROOT = Path(__file__).parents[4]
BOUNDS = {
    "memory_bytes": 1 << 30,
    "cpu_seconds": 20,
    "file_bytes": 1 << 20,
    "wall_seconds": 30,
}
# Stands up the fences as the sandbox does, then tries what it is told to.
ATTEMPT = """
import json, pathlib, sys
sys.path.insert(0, {root!r})
from hub.media.sandbox import fences
import socket, subprocess, os, threading
stood = fences.stand_up_fences(
    {bounds!r}, readable=[pathlib.Path(sys.base_prefix), pathlib.Path({readable!r})],
    writable=pathlib.Path({folder!r}), may_start_programs={programs!r})
def tried(what):
    try:
        return repr(what())
    except BaseException as error:
        return type(error).__name__
print(json.dumps([stood, tried(lambda: {what})]))
"""


def attempt(
    folder: Path,
    what: str,
    *,
    readable: Path | None = None,
    programs: bool = False,
    python: Sequence[str] = (sys.executable, "-I"),
) -> tuple[list[str], str]:
    code = ATTEMPT.format(
        root=str(ROOT),
        bounds=BOUNDS,
        readable=str(readable or folder),
        folder=str(folder),
        programs=programs,
        what=what,
    )
    done = subprocess.run(
        [*python, "-c", code],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    stood, outcome = json.loads(done.stdout)
    return stood, outcome


def needs(fence: str, stood: list[str]) -> None:
    if fence not in stood:
        pytest.skip(f"this kernel has no {fence}")


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
def test_no_socket_of_any_kind_can_be_made(tmp_path: Path, family: str) -> None:
    stood, outcome = attempt(tmp_path, f"socket.socket(socket.{family})")

    needs("seccomp", stood)
    assert outcome == "PermissionError"


def test_no_other_program_can_be_started(tmp_path: Path) -> None:
    stood, outcome = attempt(tmp_path, "subprocess.run(['/bin/true'])")

    needs("seccomp", stood)
    assert outcome == "PermissionError"


def test_no_other_process_can_be_ended(tmp_path: Path) -> None:
    stood, outcome = attempt(tmp_path, "os.kill(os.getppid(), 0)")

    needs("seccomp", stood)
    assert outcome == "PermissionError"


def test_threads_can_be_started_as_decoders_need_them(tmp_path: Path) -> None:
    _stood, outcome = attempt(
        tmp_path, "[(t := threading.Thread(target=int)).start(), t.join()] and 1"
    )

    assert outcome == "1"


def test_an_edit_may_start_a_program_but_has_no_network_either(tmp_path: Path) -> None:
    _stood, started = attempt(
        tmp_path,
        "subprocess.run([sys.executable, '-c', '']).returncode",
        readable=Path("/"),
        programs=True,
    )
    stood, connected = attempt(tmp_path, "socket.socket()", programs=True)

    assert started == "0"
    needs("seccomp", stood)
    assert connected == "PermissionError"


def test_files_elsewhere_can_be_neither_read_nor_written(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.write_text("SECRET_KEY")

    stood, read = attempt(own, f"open({str(other)!r}).read()")
    _stood, written = attempt(own, f"open({str(tmp_path / 'new')!r}, 'w')")

    needs("landlock", stood)
    assert (read, written) == ("PermissionError", "PermissionError")
    assert not (tmp_path / "new").exists()


def test_its_own_folder_can_be_written(tmp_path: Path) -> None:
    _stood, outcome = attempt(
        tmp_path, f"open({str(tmp_path / 'a')!r}, 'w').write('x')"
    )

    assert outcome == "1"
    assert (tmp_path / "a").read_text() == "x"


def test_more_memory_than_allowed_cannot_be_had(tmp_path: Path) -> None:
    _stood, outcome = attempt(tmp_path, "len(bytearray(2 << 30))")

    assert outcome == "MemoryError"


def test_a_file_larger_than_allowed_cannot_be_written(tmp_path: Path) -> None:
    _stood, outcome = attempt(
        tmp_path, f"open({str(tmp_path / 'a')!r}, 'wb').write(bytes(2 << 20))"
    )

    assert outcome == "OSError"
    assert (tmp_path / "a").stat().st_size <= 1 << 20


@pytest.mark.parametrize("machine", sorted(MACHINES))
def test_the_filter_is_whole_steps_for_every_machine_it_knows(machine: str) -> None:
    strict = build_filter(machine, may_start_programs=False)
    lax = build_filter(machine, may_start_programs=True)

    assert strict is not None
    assert lax is not None
    assert len(strict) % 8 == len(lax) % 8 == 0
    assert len(strict) > len(lax)


def test_a_machine_with_unknown_numbers_gets_no_filter() -> None:
    assert build_filter("vax", may_start_programs=False) is None


def test_the_child_knows_no_django_and_none_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its modules and its environment, as it leaves them when it has opened a file."""
    monkeypatch.setenv("SECRET_KEY", "x" * 60)
    clip = write_video(tmp_path / "a.mp4", seconds=1)
    said = tmp_path / "said.json"
    told = Job(
        kind=Kind.CLIP, source=str(clip), folder=str(tmp_path), bounds=Bounds(**BOUNDS)
    )
    code = (
        f"import sys, json, os; sys.path.insert(0, {str(ROOT)!r});"
        "from hub.media.sandbox import work;"
        f"work.do_job({told.model_dump_json().encode()!r}, ());"
        f"open({str(said)!r}, 'w').write(json.dumps([sorted(sys.modules), dict(os.environ)]))"
    )

    subprocess.run(
        [sys.executable, "-I", "-c", code], env=children.ENVIRONMENT, check=True
    )

    modules, environment = json.loads(said.read_text())
    assert not [name for name in modules if name.split(".")[0] in {"django", "wagtail"}]
    assert "SECRET_KEY" in os.environ
    assert "SECRET_KEY" not in environment


@pytest.mark.parametrize(
    "said",
    [b"", b"{}", b'{"fences": [], "master": "../../etc/passwd"}', b"x" * 2_000_000],
)
def test_an_answer_that_does_not_fit_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """A child that was taken over can say anything."""
    program = tmp_path / "child.py"
    program.write_text(
        f"import sys; sys.stdin.read(); sys.stdout.buffer.write({said!r})"
    )
    monkeypatch.setattr(children, "PROGRAM", program)
    job = Job(
        kind=Kind.PICTURE, source="/a", folder=str(tmp_path), bounds=Bounds(**BOUNDS)
    )

    answer = children.run(job)

    assert answer.refusal is not None
    assert answer.refusal.code == "crashed"
    assert answer.master is None
