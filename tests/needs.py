"""What a test may need of the machine beside Python, and the skip where it is missing.

A test wears `@pytest.mark.needs_chromium` or asks for the fixture `chromium`, a path.
New needs are rows of NEEDS; `.ci/run` installs what they name.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Need:
    """`find` gives the path of the program or folder, or None."""

    marker: str
    missing: str
    find: Callable[[], Path | None]


def find_program(*names: str) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def find_postgresql() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps them off PATH."""
    initdb = find_program("initdb")
    if initdb:
        return initdb.resolve().parent
    versions = [path.parents[1] for path in DEBIAN_POSTGRESQL.glob("*/bin/initdb")]
    newest = max(versions, key=lambda path: float(path.name), default=None)
    return newest / "bin" if newest else None


def find_network_namespaces() -> Path | None:
    """The program `ip`, where it may make a network of its own."""
    ip = find_program("ip")
    if ip is None:
        return None
    name = f"probe-{os.getpid()}"
    made = [ip, "netns", "add", name], [ip, "netns", "delete", name]
    done = [
        subprocess.run(command, capture_output=True, check=False) for command in made
    ]
    return None if any(one.returncode for one in done) else ip


def find_small_disks() -> Path | None:
    """The program `mount`, where it may mount a disk in memory."""
    mount, umount = find_program("mount"), find_program("umount")
    if mount is None or umount is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [mount, "-t", "tmpfs", "-o", "size=1m", "probe", folder]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            return None
        subprocess.run([umount, folder], check=True)
    return mount


def find_softhsm() -> Path | None:
    """The library of a token in software; `softhsm2-util` comes with it."""
    if find_program("softhsm2-util") is None:
        return None
    folders = [Path("/usr/lib/softhsm"), Path("/usr/lib64/pkcs11")]
    found = [folder / "libsofthsm2.so" for folder in folders]
    return next((one for one in found if one.exists()), None)


def find_real_media() -> Path | None:
    """Real footage, which the repository does not carry; beside the repository in CI."""
    folder = Path(os.environ.get("MEDIA_SAMPLES") or ROOT.parent / "shared/media")
    return folder if folder.is_dir() else None


NEEDS = [
    Need(
        "needs_chromium",
        "no Chromium (Debian package chromium)",
        lambda: find_program(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
        ),
    ),
    Need("needs_mpv", "no mpv (Debian package mpv)", lambda: find_program("mpv")),
    Need(
        "needs_postgresql",
        "no PostgreSQL server (Debian package postgresql)",
        find_postgresql,
    ),
    Need(
        "needs_docker_compose",
        "no docker-compose (Debian package docker-compose)",
        lambda: find_program("docker-compose"),
    ),
    Need(
        "needs_network_namespaces",
        "no network namespaces (Debian package iproute2, and root)",
        find_network_namespaces,
    ),
    Need(
        "needs_small_disks",
        "no disks in memory (Debian package mount, and root)",
        find_small_disks,
    ),
    Need("needs_softhsm", "no SoftHSM (Debian package softhsm2)", find_softhsm),
    Need(
        "needs_real_media",
        "no real footage (../shared/media, or name a folder: MEDIA_SAMPLES=)",
        find_real_media,
    ),
]
NEED_OF = {need.marker: need for need in NEEDS}


def find_or_skip(marker: str) -> Path:
    need = NEED_OF[marker]
    found = need.find()
    if found is None:
        pytest.skip(need.missing)
    return found


def pytest_configure(config: pytest.Config) -> None:
    for need in NEEDS:
        config.addinivalue_line("markers", f"{need.marker}: skip where {need.missing}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers():
        if mark.name in NEED_OF:
            find_or_skip(mark.name)


@pytest.fixture(scope="session")
def chromium() -> Path:
    return find_or_skip("needs_chromium")


@pytest.fixture(scope="session")
def mpv() -> Path:
    return find_or_skip("needs_mpv")


@pytest.fixture(scope="session")
def docker_compose() -> Path:
    return find_or_skip("needs_docker_compose")


@pytest.fixture(scope="session")
def real_media() -> Path:
    """The folder of real footage."""
    return find_or_skip("needs_real_media")


@pytest.fixture(scope="session")
def softhsm() -> Path:
    return find_or_skip("needs_softhsm")
