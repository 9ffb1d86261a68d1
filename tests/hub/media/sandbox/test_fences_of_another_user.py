"""The fences stand for a user without any rights too, as a service should run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.hub.media.sandbox import test_fences

NOBODY = 65534
PYTHONS = (sys.executable, "/usr/bin/python3")


@pytest.fixture
def as_nobody() -> list[str]:
    """How to start a Python as that user: only root may, and it must be able to run."""
    setpriv = shutil.which("setpriv")
    if os.getuid() != 0 or setpriv is None:
        pytest.skip("only root with setpriv (Debian package util-linux) may try this")
    change = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    # It reads our code before it stands up the fences; of packages it needs none.
    reads = "import sys; open(sys.argv[1]).close()"
    for python in PYTHONS:
        command = [*change, python, "-I", "-B"]
        tried = [*command, "-c", reads, test_fences.__file__]
        if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
            return command
    pytest.skip("no Python here can be run, and this code read, by another user")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Below no folder that is root's alone, as those of pytest are."""
    with TemporaryDirectory(prefix="hub-nobody-") as name:
        os.chown(name, NOBODY, NOBODY)
        yield Path(name)


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        ("os.getuid()", str(NOBODY)),
        ("socket.socket()", "PermissionError"),
        ("subprocess.run(['/bin/true'])", "PermissionError"),
        ("os.kill(os.getpid(), 0)", "PermissionError"),
        ("open('/etc/passwd').read()", "PermissionError"),
        ("len(bytearray(2 << 30))", "MemoryError"),
        ("[(t := threading.Thread(target=int)).start(), t.join()] and 1", "1"),
        ("open('own', 'w').write('x')", "1"),
    ],
)
def test_a_user_without_rights_is_fenced_in_as_root_is(
    as_nobody: list[str], folder: Path, what: str, outcome: str
) -> None:
    found = test_fences.attempt(folder, what, python=as_nobody)

    # Each of them that root has, a user without rights has too.
    rooted, _ = test_fences.attempt(folder, "1")
    assert found == (rooted, outcome)
