"""The loops of what is published are kept, whatever happens to the renderer's folder."""

from pathlib import Path

import pytest
from django.conf import settings

from hub.playout.shelf import keep_files, sweep
from tests.hub.playout.office import make_loop


def kept() -> dict[str, bytes]:
    folder = Path(settings.RELEASES_DIR) / "files"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_loop_is_kept_whole_and_once() -> None:
    file = make_loop(b"loop").file

    keep_files([file])
    keep_files([file])

    assert kept() == {f"{file.sha256}.mp4": b"loop"}


def test_it_stays_when_the_renderer_sweeps() -> None:
    file = make_loop(b"loop").file
    keep_files([file])
    (Path(settings.LOOPS_DIR) / "files" / f"{file.sha256}.mp4").unlink()

    keep_files([file])

    assert kept() == {f"{file.sha256}.mp4": b"loop"}


def test_where_disks_differ_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr("os.link", refuse)
    file = make_loop(b"loop").file

    keep_files([file])

    assert kept() == {f"{file.sha256}.mp4": b"loop"}


def test_a_part_that_a_crash_left_is_made_anew() -> None:
    file = make_loop(b"loop").file
    folder = Path(settings.RELEASES_DIR) / "files"
    folder.mkdir(parents=True)
    (folder / f"{file.sha256}.mp4").write_bytes(b"lo")
    (folder / f".{file.sha256}.mp4.part").write_bytes(b"l")

    keep_files([file])

    assert kept() == {f"{file.sha256}.mp4": b"loop"}


def test_a_missing_loop_is_said() -> None:
    file = make_loop(b"loop").file
    (Path(settings.LOOPS_DIR) / "files" / f"{file.sha256}.mp4").unlink()

    with pytest.raises(FileNotFoundError):
        keep_files([file])


def test_only_what_nobody_names_is_swept() -> None:
    old, new = make_loop(b"old").file, make_loop(b"new").file
    keep_files([old, new])

    assert sweep({new.sha256}) == [old.sha256]
    assert kept() == {f"{new.sha256}.mp4": b"new"}
