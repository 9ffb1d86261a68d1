"""What is kept twice survives the loss of one copy."""

import os
import stat
from pathlib import Path

import pytest

from release.keeping import KeptTwice, write_whole


@pytest.fixture
def kept(tmp_path: Path) -> KeptTwice:
    kept = KeptTwice(tmp_path / "floor")
    kept.write(b"one")
    kept.write(b"two\nlines")
    return kept


def test_the_last_writing_is_read(kept: KeptTwice) -> None:
    assert kept.read() == b"two\nlines"


def test_nothing_is_read_where_nothing_was_written(tmp_path: Path) -> None:
    kept = KeptTwice(tmp_path / "floor")

    assert kept.read() is None
    assert not kept.is_there


@pytest.mark.parametrize("letter", ["a", "b"])
@pytest.mark.parametrize("damage", ["zeroed", "empty", "cut", "gone"])
def test_one_damaged_copy_loses_nothing(
    kept: KeptTwice, tmp_path: Path, letter: str, damage: str
) -> None:
    copy = tmp_path / f"floor.{letter}"
    whole = copy.read_bytes()
    match damage:
        case "zeroed":
            copy.write_bytes(bytes(len(whole)))
        case "empty":
            copy.write_bytes(b"")
        case "cut":
            copy.write_bytes(whole[:-1])
        case "gone":
            copy.unlink()

    assert kept.read() == b"two\nlines"
    kept.write(b"three")
    assert kept.read() == b"three"


def test_two_damaged_copies_are_known_to_have_been_there(
    kept: KeptTwice, tmp_path: Path
) -> None:
    for copy in tmp_path.iterdir():
        copy.write_bytes(bytes(80))

    assert kept.read() is None
    assert kept.is_there


def test_of_two_whole_copies_the_newer_counts(kept: KeptTwice, tmp_path: Path) -> None:
    old = (tmp_path / "floor.a").read_bytes()
    kept.write(b"three")
    (tmp_path / "floor.a").write_bytes(old)

    assert kept.read() == b"three"


def test_bytes_are_synced_before_their_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        done.append("sync folder" if is_folder else "sync file")
        real_fsync(descriptor)

    def replace(source: Path, target: Path) -> None:
        done.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)

    write_whole(tmp_path / "timestamp.json", b"{}")

    assert done == ["sync file", "rename", "sync folder"]


def test_what_a_dead_writer_left_beside_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".timestamp.json.part").write_bytes(b"half")

    write_whole(tmp_path / "timestamp.json", b"{}")

    assert [path.name for path in tmp_path.iterdir()] == ["timestamp.json"]
