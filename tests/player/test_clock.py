"""The floor under the machine's clock outlives restarts and half a disk."""

from datetime import UTC, datetime, timedelta

import pytest

from player.clock import COPIES, Clock
from tests.player.builders import NOON


class Machine:
    """A system clock that can be set, and one that nobody sets."""

    def __init__(self) -> None:
        self.now, self.ticks = NOON, 0.0

    def clock(self, folder) -> Clock:
        return Clock(folder, lambda: self.now, lambda: self.ticks)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_after_a_restart_in_1970_it_is_no_earlier_than_before(tmp_path, machine):
    clock = machine.clock(tmp_path)
    clock.vouch(NOON - timedelta(hours=1))
    clock.save()
    machine.now = datetime(1970, 1, 1, tzinfo=UTC)

    again = machine.clock(tmp_path)

    assert again.for_expiry() == NOON
    assert again.is_suspect()


def test_time_runs_on_while_the_clock_stands_in_the_past(tmp_path, machine):
    clock = machine.clock(tmp_path)
    clock.vouch(NOON)
    clock.save()
    machine.now = datetime(1970, 1, 1, tzinfo=UTC)

    machine.wait(3600)

    assert clock.for_playing() == NOON + timedelta(hours=1)


def test_a_clock_that_was_right_again_is_followed_again(tmp_path, machine):
    clock = machine.clock(tmp_path)
    clock.vouch(NOON)
    clock.save()
    machine.now = NOON.replace(year=2040)
    assert clock.for_playing() == NOON

    machine.now = NOON + timedelta(seconds=5)
    clock.save()

    assert clock.for_playing() == machine.now
    assert not clock.is_suspect()


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("content", [b"", b"\0" * 80, b"x\n2030-01-01"])
def test_one_copy_may_rot(tmp_path, machine, copy, content):
    clock = machine.clock(tmp_path)
    clock.vouch(NOON)
    clock.save()
    (tmp_path / copy).write_bytes(content)
    machine.now = datetime(1970, 1, 1, tzinfo=UTC)

    assert machine.clock(tmp_path).for_expiry() == NOON


def test_the_disk_is_written_once_a_minute(tmp_path, machine):
    clock = machine.clock(tmp_path)
    clock.vouch(NOON)
    clock.save()
    first = (tmp_path / COPIES[0]).read_bytes()

    machine.wait(59)
    clock.save()
    still = (tmp_path / COPIES[0]).read_bytes()
    machine.wait(1)
    clock.save()

    assert still == first
    assert (tmp_path / COPIES[0]).read_bytes() != first
