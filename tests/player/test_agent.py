"""The whole player with a real mpv, against repositories, networks and clocks of all kinds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from player.clock import Clock
from release.format import parse_document
from release.reports import AlarmCode, AsRun, Heartbeat, Rung
from release.trust import Attack
from tests.player.builders import (
    always,
    file_of,
    interrupt_of,
    release_of,
    urgent_of,
    window,
)
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for, running
from tests.player.run_player import QUICK
from tests.player.waiting import eventually

pytestmark = pytest.mark.needs_mpv
FIRST, SECOND, SLATE, ALERT = (clip_loop(number) for number in range(4))
NOW = datetime.now(UTC)


@pytest.fixture
def on_air(repository):
    """A repository whose first release names one loop that is there."""
    repository.add(*map(clip, range(4)))
    release = release_of(
        1,
        window(NOW - timedelta(days=1), 48, led=FIRST),
        loops=[FIRST, SLATE],
        slate={"led": SLATE},
    )
    repository.publish(release)
    return repository


def test_a_new_machine_shows_its_slate_then_what_was_approved(on_air, web, tmp_path):
    web.faults["/"] = "error"
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(None, Rung.SHIPPED_SLATE)

        web.faults.clear()

        machine.wait_until_shown(FIRST.file.sha256)
        eventually(lambda: machine.alarms == set())


def test_without_a_network_what_was_in_force_plays_after_a_restart(
    on_air, web, tmp_path
):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
    web.faults["/"] = "error"

    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)


def test_the_old_release_plays_until_the_last_file_of_the_new_one_is_here(
    on_air, web, tmp_path
):
    config = config_for(tmp_path, web, "led", "cot")
    on_air.publish(always(2, led=FIRST, cot=FIRST))
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256, code="cot")
        web.faults[f"/files/{ALERT.file.sha256}"] = "error"
        on_air.publish(always(3, led=SECOND, cot=ALERT))
        eventually(lambda: machine.agent.store.holds(SECOND.file))
        eventually(lambda: AlarmCode.FETCHING in machine.alarms)

        for code in ("led", "cot"):
            machine.goes_on_showing(FIRST.file.sha256, code=code)
        web.faults.clear()

        machine.wait_until_shown(SECOND.file.sha256)
        machine.wait_until_shown(ALERT.file.sha256, code="cot")
        eventually(lambda: machine.alarms == set())


@pytest.mark.parametrize(
    ("fault", "path", "alarm"),
    [
        ("portal", "/", AlarmCode.UNREACHABLE),
        ("redirect", "/", AlarmCode.UNREACHABLE),
        ("error", "/", AlarmCode.UNREACHABLE),
        ("cut", "/state", AlarmCode.UNREACHABLE),
        ("trickle", "/state", AlarmCode.UNREACHABLE),
        ("wrong bytes", "/state", AlarmCode.FORGED),
        ("portal", "/files", AlarmCode.FETCHING),
        ("error", "/files", AlarmCode.FETCHING),
        ("trickle", "/files", AlarmCode.FETCHING),
        ("wrong bytes", "/files", AlarmCode.FORGED),
        ("longer", "/files", AlarmCode.FORGED),
    ],
)
def test_whatever_the_network_does_the_old_plays_and_the_right_alarm_sounds(
    on_air, web, tmp_path, fault, path, alarm
):
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        web.faults[path] = fault
        on_air.publish(always(2, led=SECOND))

        eventually(lambda: alarm in machine.alarms)

        machine.goes_on_showing(FIRST.file.sha256)
        web.faults.clear()
        machine.wait_until_shown(SECOND.file.sha256)
        eventually(lambda: machine.alarms == set())


def test_a_line_that_breaks_again_and_again_brings_the_file_in_the_end(
    on_air, web, tmp_path
):
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        web.faults["/files"] = "cut"
        on_air.publish(always(2, led=SECOND))
        asked_for = f"/files/{SECOND.file.sha256}"
        eventually(lambda: len(web.asked_for(asked_for)) >= 6)

        web.faults.clear()

        machine.wait_until_shown(SECOND.file.sha256)
    begun = [one.range for one in web.asked_for(asked_for)]
    assert len(set(begun)) == len(begun)


@pytest.mark.parametrize("attack", list(Attack))
def test_an_attack_changes_nothing_and_is_told(on_air, web, tmp_path, attack):
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        on_air.publish(always(2, led=SECOND), attack=attack)

        eventually(lambda: AlarmCode(attack.value) in machine.alarms)
        machine.goes_on_showing(FIRST.file.sha256)


def test_an_urgent_message_is_shown_and_ends_by_itself(on_air, web, tmp_path):
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        message = interrupt_of("a", NOW, 24, led=ALERT)
        on_air.publish(urgent=urgent_of(1, message, loops=[ALERT]))
        machine.wait_until_shown(ALERT.file.sha256, Rung.INTERRUPT)
        ending = interrupt_of("a", datetime.now(UTC), 6 / 3600, led=ALERT)

        on_air.publish(urgent=urgent_of(2, ending, loops=[ALERT]))

        machine.wait_until_shown(FIRST.file.sha256)
        assert datetime.now(UTC) >= ending.end


def test_an_urgent_message_is_recalled_by_an_empty_document(on_air, web, tmp_path):
    with running(config_for(tmp_path, web)) as machine:
        message = interrupt_of("a", NOW, 24, led=ALERT)
        on_air.publish(urgent=urgent_of(1, message, loops=[ALERT]))
        machine.wait_until_shown(ALERT.file.sha256, Rung.INTERRUPT)

        on_air.publish(urgent=urgent_of(2))

        machine.wait_until_shown(FIRST.file.sha256)


def test_the_slate_is_shown_when_ordered_also_after_a_restart(on_air, web, tmp_path):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        on_air.publish(urgent=urgent_of(1, slate=True))
        machine.wait_until_shown(SLATE.file.sha256, Rung.ORDERED_SLATE)
    web.faults["/"] = "error"

    with running(config) as machine:
        machine.wait_until_shown(SLATE.file.sha256, Rung.ORDERED_SLATE)


def test_an_older_release_from_a_restored_server_changes_nothing(on_air, web, tmp_path):
    with running(config_for(tmp_path, web)) as machine:
        on_air.publish(always(5, led=SECOND))
        machine.wait_until_shown(SECOND.file.sha256)

        on_air.publish(always(4, led=FIRST))

        eventually(lambda: AlarmCode.ROLLBACK in machine.alarms)
        machine.goes_on_showing(SECOND.file.sha256)
        on_air.publish(always(6, led=FIRST))
        machine.wait_until_shown(FIRST.file.sha256)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: datetime(1970, 1, 1, tzinfo=UTC),
        lambda: datetime.now(UTC) + timedelta(days=14 * 365),
        lambda: datetime.now(UTC) - timedelta(hours=1),
    ],
    ids=["1970", "14 years ahead", "an hour back"],
)
def test_a_wrong_clock_neither_blanks_the_wall_nor_stops_updates(
    on_air, web, tmp_path, wrong
):
    config = config_for(tmp_path, web)
    with running(config) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

    with running(config, Clock(config.data, system=wrong)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        eventually(lambda: AlarmCode.CLOCK in machine.alarms)
        on_air.publish(always(2, led=SECOND))
        machine.wait_until_shown(SECOND.file.sha256)


def test_a_file_that_mpv_cannot_play_gives_way_to_what_it_can(on_air, web, tmp_path):
    broken = b"no video at all"
    loop = clip_loop(0).model_copy(update={"file": file_of(broken)})
    on_air.add(broken)
    with running(config_for(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        on_air.publish(
            release_of(
                2,
                window(NOW - timedelta(days=1), 48, led=loop),
                loops=[loop, SECOND],
                filler={"led": SECOND},
            )
        )

        machine.wait_until_shown(SECOND.file.sha256, Rung.FILLER)
        assert machine.has_video_alarm


def test_a_canvas_that_no_release_names_is_told(on_air, web, tmp_path):
    with running(config_for(tmp_path, web, "led", "ledd")) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        eventually(lambda: machine.detail_of(AlarmCode.NOTHING_FOR_CANVAS) == "ledd")
        machine.wait_until_shown(None, Rung.SHIPPED_SLATE, code="ledd")


def test_a_nudge_is_heard_long_before_the_next_look(on_air, web, tmp_path):
    seldom = replace(QUICK, poll_seconds=(3600.0, 3600.0))
    config = config_for(tmp_path, web, has_hub=True)
    with running(config, rhythm=seldom) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        eventually(lambda: len(web.asked_for("/hub/nudge")) == 1)
        on_air.publish(always(2, led=SECOND))

        web.nudge()

        machine.wait_until_shown(SECOND.file.sha256)


def test_the_hub_hears_what_is_on_and_what_was(on_air, web, tmp_path):
    with running(config_for(tmp_path, web, has_hub=True)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)

        def beats() -> list[Heartbeat]:
            bodies = [one.body for one in web.asked_for("/hub/heartbeat")]
            return [parse_document(Heartbeat, body) for body in bodies]

        def entries() -> list[object]:
            bodies = [one.body for one in web.asked_for("/hub/as-run")]
            batches = [parse_document(AsRun, body) for body in bodies]
            return [one.entry for batch in batches for one in batch.entries]

        beat = eventually(
            lambda: next(
                (
                    one
                    for one in beats()
                    if one.canvases[0].loop == FIRST.file.sha256
                    and one.canvases[0].screenshot
                ),
                None,
            )
        )
        scene = eventually(
            lambda: next((one for one in entries() if one.kind == "scene"), None)
        )
        switch = next(
            one
            for one in entries()
            if one.kind == "switch" and one.rung == Rung.SCHEDULED
        )

    assert (beat.seq, beat.seen_seq) == (1, 1)
    assert scene.item_key in ("item-0", "item-1")
    assert scene.loop == switch.loop == FIRST.file.sha256
    assert switch.release_seq == 1
