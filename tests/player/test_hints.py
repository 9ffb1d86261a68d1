"""Hints: fetched ahead and nothing else, whoever gave them."""

import json
from datetime import UTC, datetime

import pytest

from player.hints import KEPT_SECONDS, MOST_BYTES, MOST_BYTES_A_DAY, Hints
from player.nudges import Events
from release.format import File
from release.reports import AlarmCode, Rung
from tests.player.builders import always, file_of, interrupt_of, urgent_of
from tests.player.clips import clip, clip_loop
from tests.player.machines import config_for, running
from tests.player.waiting import eventually

FIRST, SECOND = clip_loop(0), clip_loop(1)
NEXT = SECOND.file


def big(number: int, size_bytes: int = MOST_BYTES // 2) -> File:
    return File(sha256=f"{number:064x}", size_bytes=size_bytes)


def test_the_newest_that_fit_are_fetched():
    hints = Hints()

    for number in range(4):
        hints.take(big(number))

    assert hints.files(()) == (big(3), big(2))


def test_what_does_not_fit_at_all_is_passed_over():
    hints = Hints()

    hints.take(big(1, MOST_BYTES + 1))
    hints.take(big(2, 10**15))
    hints.take(big(3, 0))

    assert hints.files(()) == ()


def test_whoever_hints_all_day_does_not_eat_the_line():
    hints = Hints()

    for number in range(1000):
        hints.take(big(number))

    assert hints.files(()) == (big(9), big(8))
    assert sum(big(number).size_bytes for number in range(10)) == MOST_BYTES_A_DAY


def test_a_day_later_it_is_swept_and_others_are_taken():
    now = [0.0]
    hints = Hints(lambda: now[0])
    for number in range(10):
        hints.take(big(number))

    now[0] = KEPT_SECONDS

    assert hints.files(()) == ()
    hints.take(big(11))
    assert hints.files(()) == (big(11),)


def test_what_a_release_names_is_no_hint():
    hints = Hints()
    hints.take(NEXT)

    assert hints.files({NEXT.sha256}) == ()


def test_what_was_given_up_is_not_taken_again():
    hints = Hints()
    hints.take(NEXT)

    assert hints.give_up(NEXT)
    hints.take(NEXT)

    assert hints.files(()) == ()
    assert not hints.give_up(FIRST.file)


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        ([b"data: look", b""], (b"", b"look")),
        ([b"event: prepare", b"data: {}", b""], (b"prepare", b"{}")),
        ([b": here", b""], None),
        ([b"event: prepare"], None),
    ],
)
def test_an_event_is_whole_at_its_empty_line(lines, event):
    events = Events()

    assert [events.take(line) for line in lines][-1] == event


@pytest.fixture
def on_air(repository):
    repository.add(clip(0), clip(1))
    repository.publish(always(1, led=FIRST))
    return repository


def hinting(tmp_path, web):
    return config_for(tmp_path, web, has_hub=True, nudges=f"{web.address}/hints")


def hint_of(file: File) -> str:
    return json.dumps({"sha256": file.sha256, "size_bytes": file.size_bytes})


def alarms_ever(folder) -> set[str]:
    """Also those that were over at once: whatever stands in the as-run log."""
    lines = [
        json.loads(line)["entry"]
        for path in (folder / "data/spool").glob("*.jsonl")
        for line in path.read_text().splitlines()
    ]
    return {one["code"] for one in lines if one["kind"] == "alarm"}


@pytest.mark.needs_mpv
def test_a_hint_is_fetched_ahead_and_shown_only_when_it_is_signed(
    on_air, web, tmp_path
):
    with running(hinting(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        web.hint(hint_of(NEXT))
        eventually(lambda: machine.agent.store.holds(NEXT))
        looked = len(web.asked_for("/state"))
        eventually(lambda: len(web.asked_for("/state")) > looked + 3)

        machine.goes_on_showing(FIRST.file.sha256)
        message = interrupt_of("a", datetime.now(UTC), 24, led=SECOND)
        on_air.publish(urgent=urgent_of(1, message, loops=[SECOND]))

        machine.wait_until_shown(NEXT.sha256, Rung.INTERRUPT)
        assert len(web.asked_for(f"/files/{NEXT.sha256}")) == 1


@pytest.mark.needs_mpv
@pytest.mark.parametrize(
    "forged",
    [
        "{",
        '{"sha256": "../../etc/passwd", "size_bytes": 1}',
        '{"sha256": "%s", "size_bytes": 1, "path": "/"}' % ("a" * 64),
        hint_of(File(sha256=FIRST.file.sha256, size_bytes=1)),
        hint_of(File(sha256=NEXT.sha256, size_bytes=NEXT.size_bytes - 1)),
        hint_of(File(sha256=NEXT.sha256, size_bytes=NEXT.size_bytes + 1)),
        hint_of(File(sha256="b" * 64, size_bytes=MOST_BYTES + 1)),
        hint_of(File(sha256="c" * 64, size_bytes=5)),
    ],
)
def test_a_forged_hint_shows_nothing_displaces_nothing_and_is_no_alarm(
    on_air, web, tmp_path, forged
):
    with running(hinting(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        honest = file_of(b"honest")
        on_air.add(b"honest")
        web.hint(forged, hint_of(honest))
        eventually(lambda: machine.agent.store.holds(honest))
        looked = len(web.asked_for("/state"))
        eventually(lambda: len(web.asked_for("/state")) > looked + 3)

        machine.goes_on_showing(FIRST.file.sha256)
        assert alarms_ever(tmp_path) <= {AlarmCode.NOTHING_TRUSTED, AlarmCode.VIDEO}
        assert {one.name for one in (machine.agent.store.root / "files").iterdir()} == {
            FIRST.file.sha256,
            honest.sha256,
        }
        on_air.publish(always(2, led=SECOND))
        machine.wait_until_shown(NEXT.sha256)


@pytest.mark.needs_mpv
def test_a_hint_takes_no_room_that_what_is_signed_needs(
    on_air, web, tmp_path, monkeypatch
):
    """A disk with room for one file beside what is in force."""
    with running(hinting(tmp_path, web)) as machine:
        machine.wait_until_shown(FIRST.file.sha256)
        store, spare = machine.agent.store, len(clip(1)) + 1000
        files = store.root / "files"

        def free() -> int:
            used = sum(one.stat().st_size for one in files.iterdir())
            return len(clip(0)) + spare - used

        monkeypatch.setattr(store, "free_bytes", free)
        on_air.add(bytes(spare - 10))
        web.hint(hint_of(file_of(bytes(spare - 10))))
        eventually(lambda: store.holds(file_of(bytes(spare - 10))))

        on_air.publish(always(2, led=SECOND))

        machine.wait_until_shown(NEXT.sha256)
