"""Faults that last: a hub that is gone for a week, signatures that ran out, a hung mpv."""

import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from player.clock import Clock
from release.reports import AlarmCode
from tests.player.builders import always, release_of, window
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for, running
from tests.player.run_player import QUICK
from tests.player.waiting import eventually

pytestmark = pytest.mark.needs_mpv
FIRST, SECOND = clip_loop(0), clip_loop(1)
BACK_SECONDS, TRIES = 2.0, 20


def test_dayparts_switch_for_seven_days_without_a_hub(repository, web, tmp_path):
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    halves = [midnight + timedelta(hours=12 * number) for number in range(18)]
    loops = [(FIRST, SECOND)[number % 2] for number in range(18)]
    repository.add(clip(0), clip(1))
    repository.publish(
        release_of(
            1,
            *(
                window(start, 12, led=loop)
                for start, loop in zip(halves, loops, strict=True)
            ),
            loops=[FIRST, SECOND],
        )
    )
    passed = [timedelta()]
    config = config_for(tmp_path, web)
    clock = Clock(config.data, system=lambda: datetime.now(UTC) + passed[0])
    with running(config, clock) as machine:
        eventually(lambda: machine.seq == 1)
        web.faults["/"] = "error"
        eventually(lambda: machine.alarms == {AlarmCode.UNREACHABLE})

        for start, loop in list(zip(halves, loops, strict=True))[2:15]:
            passed[0] = start + timedelta(hours=6) - datetime.now(UTC)
            machine.wait_until_shown(loop.file.sha256)

        assert machine.alarms == {AlarmCode.UNREACHABLE}
        assert passed[0] > timedelta(days=6)


def test_what_ran_out_plays_on_and_is_told(repository, web, tmp_path):
    repository.add(clip(0))
    long_ago = datetime.now(UTC) - timedelta(days=61)
    repository.publish(always(1, led=FIRST), signed_at=long_ago)

    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        eventually(lambda: AlarmCode.EXPIRED in machine.alarms)
        machine.goes_on_showing(FIRST.file.sha256)


def test_a_hung_process_is_back_within_two_seconds(
    repository, web, tmp_path, monkeypatch
):
    """The best of many: what a busy machine adds says nothing of the player."""
    monkeypatch.setattr("player.screen.FAULTS", TRIES + 1)
    repository.add(clip(0))
    repository.publish(always(1, led=FIRST))
    calm = replace(QUICK, tick_seconds=0.2, poll_seconds=(30.0, 60.0))
    taken = []
    with running(config_for(tmp_path, web), rhythm=calm) as machine:
        screen = machine.agent.wall._screens["led"]
        for _ in range(TRIES):
            machine.wait_until_shown(FIRST.file.sha256)
            hung = screen.pid
            begun = time.monotonic()
            os.kill(hung, signal.SIGSTOP)
            eventually(lambda hung=hung: screen.pid not in (None, hung))
            machine.wait_until_shown(FIRST.file.sha256)
            taken.append(time.monotonic() - begun)
            if taken[-1] <= BACK_SECONDS:
                break

    assert min(taken) <= BACK_SECONDS
