"""`python -m release`: PINs come by a descriptor or a terminal, never as an argument."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from release.__main__ import build_parser
from release.mandates import Mandate
from release.places import Places
from release.verify import ClusterVerifier
from tests.release.rooms import CLUSTER
from tests.release.serving import FolderTransport

ROOT_PIN = "goc-mat-khau-dai"
PIN = "nguoi-duyet-1"


def run(*arguments: object, pins: str = "") -> subprocess.CompletedProcess[str]:
    reading, writing = os.pipe()
    os.write(writing, pins.encode())
    os.close(writing)
    command = [sys.executable, "-m", "release", *map(str, arguments)]
    done = subprocess.run(
        [*command, "--pin-fd", str(reading)],
        pass_fds=[reading],
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(reading)
    return done


def make_keys(folder: Path) -> list[object]:
    """Three root keys; gives the options that name them."""
    options: list[object] = []
    for owner in ("goc-1", "goc-2", "goc-3"):
        done = run(
            *("make-key", "--keys", folder, "--owner", owner, "--purpose", "root"),
            pins=f"{ROOT_PIN}\n{ROOT_PIN}\n",
        )
        assert done.returncode == 0, done.stderr
        options += ["--root-key", folder / f"{owner}.root.key"]
    return options


def make_signing_keys(folder: Path) -> None:
    for owner, purpose in (("lan", "approve"), ("truong-phong", "urgent")):
        done = run(
            *("make-key", "--keys", folder, "--owner", owner, "--purpose", purpose),
            pins=f"{PIN}\n{PIN}\n",
        )
        assert done.returncode == 0, done.stderr


def test_a_cluster_is_founded_by_two_of_three(tmp_path: Path) -> None:
    roots, signer = make_keys(tmp_path / "safe"), tmp_path / "signer"
    make_signing_keys(signer)
    found = ["found", "--folder", tmp_path, "--cluster", CLUSTER, *roots]
    found += ["--approve-key", signer / "lan.approve.key", "--approve-due", 1]
    found += ["--urgent-key", signer / "truong-phong.urgent.key"]

    alone = run(*found, pins=f"{ROOT_PIN}\n\n\n")
    together = run(*found, pins=f"{ROOT_PIN}\n\n{ROOT_PIN}\n")

    assert alone.returncode == 2
    assert "1/2" in alone.stderr
    assert together.returncode == 0, together.stderr
    assert CLUSTER in together.stdout
    assert (signer / "enrolled.json").exists()
    status = run("status", "--folder", tmp_path, "--cluster", CLUSTER)
    assert "còn hạn" in status.stdout


def test_two_pins_that_differ_make_no_key(tmp_path: Path) -> None:
    done = run(
        *("make-key", "--keys", tmp_path, "--owner", "lan", "--purpose", "approve"),
        pins=f"{PIN}\nother\n",
    )

    assert done.returncode == 2
    assert "pins_differ" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_demo_is_made_in_one_step_and_says_so_loudly(tmp_path: Path) -> None:
    demo = ["demo", "--folder", tmp_path, "--cluster", CLUSTER, "--cluster", "sa-pa"]
    demo += ["--owner", "lan"]

    first = run(*demo)
    again = run(*demo)

    assert first.returncode == 0, first.stderr
    assert again.returncode == 0, again.stderr
    assert "KHÔNG BẢO VỆ ĐƯỢC AI" in first.stdout
    places = Places(tmp_path)
    for cluster in (CLUSTER, "sa-pa"):
        repository = places.repository(cluster)
        transport = FolderTransport(repository.folder)
        root = places.first_root(cluster).read_bytes()
        player = ClusterVerifier(
            tmp_path / f"player-{cluster}", cluster, root, transport
        )
        assert player.refresh(datetime.now(UTC)).release is None
        assert repository.next_seq(Mandate.APPROVE) == 1


def test_no_option_takes_a_pin() -> None:
    texts = [build_parser().format_help()]
    subparsers = build_parser()._subparsers
    assert subparsers is not None
    for group in subparsers._group_actions:
        texts += [command.format_help() for command in (group.choices or {}).values()]

    assert len(texts) > 8
    assert [text for text in texts if "--pin " in text.replace("--pin-fd", "")] == []


@pytest.mark.parametrize("command", ["refresh", "status"])
def test_a_cluster_without_a_repository_is_named(tmp_path: Path, command: str) -> None:
    done = run(command, "--folder", tmp_path, "--cluster", CLUSTER)

    assert done.returncode == 2
    assert CLUSTER in done.stderr
