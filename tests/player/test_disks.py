"""What a disk can do to a player: rot, zeroes, things gone, no room left; real mpv, real files."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from release.reports import AlarmCode, Rung
from tests.player.builders import always, file_of
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for, running
from tests.player.waiting import eventually

pytestmark = pytest.mark.needs_mpv
FIRST, SECOND = clip_loop(0), clip_loop(1)


@pytest.fixture
def on_air(repository):
    """A repository whose first release names one loop that is there."""
    repository.add(clip(0), clip(1))
    repository.publish(always(1, led=FIRST))
    return repository


def test_a_file_that_rotted_on_disk_is_not_shown_and_comes_again(on_air, web, tmp_path):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
    path = config.data / "files" / FIRST.file.sha256
    path.write_bytes(bytes(len(clip(0))))

    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        assert path.read_bytes() == clip(0)


def test_metadata_that_was_zeroed_does_not_blank_the_wall(on_air, web, tmp_path):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
    for path in (config.data / "trust").iterdir():
        path.write_bytes(bytes(path.stat().st_size))
    web.faults["/"] = "error"

    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        assert AlarmCode.NOTHING_TRUSTED in machine.alarms


def test_without_anything_in_force_the_last_good_loop_plays(on_air, web, tmp_path):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        eventually((config.data / "last-good").exists)
    (config.data / "in-force").unlink()
    shutil.rmtree(config.data / "trust")
    web.faults["/"] = "error"

    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256, Rung.LAST_GOOD)


def test_while_the_disk_is_full_the_old_plays_and_later_the_new(
    on_air, web, tmp_path, monkeypatch
):
    write, data = os.write, tmp_path / "data"

    def full(handle: int, content: bytes) -> int:
        if str(data) in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, content)

    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        monkeypatch.setattr(os, "write", full)
        on_air.publish(always(2, led=SECOND))
        eventually(lambda: AlarmCode.DISK_FULL in machine.alarms)
        shown = machine.canvas().loop

        monkeypatch.undo()

        assert shown == FIRST.file.sha256
        machine.wait_until_shown(SECOND.file.sha256)
        eventually(lambda: machine.alarms == set())


@pytest.mark.needs_small_disks
def test_a_real_disk_that_fills_up_in_mid_download_costs_no_picture(
    on_air, web, tmp_path, small_disk
):
    """Everything of the player lies on it: loops, state, spool, logs."""
    large = clip(1) + bytes(2_000_000)  # what follows the last box is no part of it
    loop = clip_loop(1).model_copy(update={"file": file_of(large)})
    on_air.add(large)
    ballast = small_disk / "ballast"

    def fill_up(path: str, sent: int) -> None:
        if loop.file.sha256 in path and sent and not ballast.exists():
            with ballast.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(bytes(4096)):
                    pass

    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        web.on_piece = fill_up
        on_air.publish(always(2, led=loop))
        eventually(lambda: AlarmCode.DISK_FULL in machine.alarms)
        shown = machine.canvas().loop

        web.on_piece = lambda path, sent: None
        ballast.unlink()

        assert shown == FIRST.file.sha256
        machine.wait_until_shown(loop.file.sha256)
        eventually(lambda: machine.alarms == set())


def test_what_nothing_names_any_more_leaves_the_disk(on_air, web, tmp_path):
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        on_air.publish(always(2, led=SECOND))

        eventually(lambda: not machine.agent.store.holds(FIRST.file))
        machine.goes_on_showing(SECOND.file.sha256)
