"""The hub hears everything that happened, once, when there is a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from player.alarms import Alarms
from player.hub import Hub
from player.journal import Journal
from player.reporting import Reporting
from player.spool import Spool
from release.format import parse_document
from release.reports import (
    AlarmCode,
    Alarmed,
    AsRun,
    CanvasNow,
    Heartbeat,
    Rung,
)
from tests.player.builders import NOON
from tests.player.waiting import eventually
from tests.player.web import Asked, Web

BEAT = Heartbeat(
    cluster="kim-thanh",
    at=NOON,
    seq=1,
    seen_seq=1,
    urgent_seq=0,
    canvases=(),
    free_bytes=1,
    unsent_entries=0,
    uptime_seconds=1,
)


class FakeHub:
    """Keeps each entry once, by its hash."""

    def __init__(self, web: Web) -> None:
        self.entries: dict[str, str] = {}
        self.beats: list[Heartbeat] = []
        self.refuses = ""
        self.pictures: list[tuple[str, bytes]] = []
        self.is_down = False
        self.web = web
        web.posts = self.take

    def take(self, asked: Asked) -> tuple[int, str]:
        if asked.token != "Bearer secret":
            return 401, ""
        if self.is_down:
            return 503, ""
        if asked.path.startswith("/hub/picture"):
            self.pictures.append((asked.path, asked.body))
            return 204, ""
        if asked.path == "/hub/heartbeat":
            self.beats.append(parse_document(Heartbeat, asked.body))
            return 204, ""
        batch = parse_document(AsRun, asked.body)
        details = [one.entry.detail for one in batch.entries]
        if self.refuses in details:
            return 422, '{"field": "entries"}'
        self.entries |= {
            one.hash: detail for one, detail in zip(batch.entries, details, strict=True)
        }
        return 200, "{}"

    @property
    def batches(self) -> int:
        return len(self.web.asked_for("/hub/as-run"))


@pytest.fixture
def hub(web: Web) -> FakeHub:
    return FakeHub(web)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(Spool(tmp_path / "spool"), lambda: NOON)
    made.start()
    yield made
    made.end()


@pytest.fixture
def alarms() -> Alarms:
    return Alarms(lambda: NOON, lambda *_: None)


@pytest.fixture
def reporting(web: Web, tmp_path: Path, journal: Journal, alarms: Alarms) -> Reporting:
    token = tmp_path / "token"
    token.write_text("secret")
    token.chmod(0o600)
    hub = Hub(f"{web.address}/hub", token)
    return Reporting("kim-thanh", hub, journal, alarms, lambda: BEAT)


def happen(journal: Journal, *details: str) -> None:
    before = journal.spool.next_number
    for detail in details:
        journal.write(
            lambda number, detail=detail: Alarmed(
                number=number, at=NOON, code=AlarmCode.CLOCK, detail=detail
            )
        )
    eventually(lambda: journal.spool.next_number == before + len(details))


def send_all(reporting: Reporting) -> None:
    while reporting.send_batch():
        pass


def test_entries_arrive_in_batches_and_are_not_sent_again(reporting, journal, hub):
    happen(journal, *(str(number) for number in range(250)))

    send_all(reporting)
    send_all(reporting)

    assert list(hub.entries.values()) == [str(number) for number in range(250)]
    assert hub.batches == 2


def test_a_batch_whose_answer_was_lost_is_one_to_the_hub(reporting, journal, hub, web):
    happen(journal, "a", "b")
    answers = iter([(500, "")])

    def take(asked: Asked) -> tuple[int, str]:
        taken = hub.take(asked)
        return next(answers, taken)

    web.posts = take
    send_all(reporting)
    send_all(reporting)

    assert list(hub.entries.values()) == ["a", "b"]
    assert hub.batches == 2


@pytest.mark.parametrize("fault", ["portal", "error"])
def test_what_only_looks_like_a_hub_has_taken_nothing(
    reporting, journal, hub, web, fault
):
    web.faults["/hub"] = fault
    happen(journal, "a")
    send_all(reporting)
    before = journal.spool.unsent_count

    web.faults.clear()
    send_all(reporting)

    assert before == 1
    assert list(hub.entries.values()) == ["a"]


def test_an_entry_that_the_hub_will_not_take_holds_up_no_other(reporting, journal, hub):
    hub.refuses = "c"
    happen(journal, "a", "b", "c", "d", "e")

    send_all(reporting)

    assert sorted(hub.entries.values()) == ["a", "b", "d", "e"]
    assert journal.spool.unsent_count == 0


def test_a_revoked_token_is_an_alarm_and_loses_nothing(
    reporting, journal, hub, web, alarms
):
    happen(journal, "a")
    web.posts = lambda _: (401, "")

    send_all(reporting)

    assert [one.code for one in alarms.now()] == [AlarmCode.REPORTS_REFUSED]
    assert journal.spool.unsent_count == 1


def test_a_new_token_needs_no_restart(reporting, journal, hub, alarms, tmp_path):
    (tmp_path / "token").write_text("old")
    happen(journal, "a")
    send_all(reporting)

    (tmp_path / "token").write_text("secret")
    send_all(reporting)

    assert list(hub.entries.values()) == ["a"]
    assert alarms.now() == ()


def test_a_heartbeat_arrives_as_it_is(reporting, hub):
    assert reporting.send_heartbeat()

    assert hub.beats == [BEAT]


def test_entries_wait_in_memory_while_the_disk_is_full(tmp_path, monkeypatch):
    spool = Spool(tmp_path / "spool")
    told: list[OSError | None] = []
    journal = Journal(spool, lambda: NOON, told.append)
    append = spool.append

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "append", full)
    monkeypatch.setattr("player.journal.RETRY_SECONDS", 0.01)
    journal.start()
    for detail in ("a", "b"):
        journal.write(
            lambda number, detail=detail: Alarmed(
                number=number, at=NOON, code=AlarmCode.CLOCK, detail=detail
            )
        )
    eventually(lambda: told)
    monkeypatch.setattr(spool, "append", append)
    eventually(lambda: spool.next_number == 3)
    journal.end()

    assert [one.entry.detail for one in spool.unsent(9)] == ["a", "b"]
    assert told[-1] is None


def test_what_was_taken_before_a_crash_is_one_to_the_hub_after_it(
    reporting, journal, hub, web, alarms, tmp_path, monkeypatch
):
    """The machine goes off between the hub's answer and writing it down."""
    happen(journal, "a", "b")

    def crash(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal.spool, "mark_sent", crash)
    with pytest.raises(KeyboardInterrupt):
        reporting.send_batch()
    after = Journal(Spool(tmp_path / "spool"), lambda: NOON)
    hub_again = Hub(f"{web.address}/hub", tmp_path / "token")
    send_all(Reporting("kim-thanh", hub_again, after, alarms, lambda: BEAT))

    assert list(hub.entries.values()) == ["a", "b"]
    assert hub.batches == 2
    assert after.spool.unsent_count == 0


@pytest.fixture
def pictured(web: Web, tmp_path: Path, journal: Journal, alarms: Alarms):
    """Reporting with a picture that a test may change; beats an hour apart."""
    token = tmp_path / "token"
    token.write_text("secret")
    token.chmod(0o600)
    pictures = {"a" * 64: b"first", "b" * 64: b"second"}
    digests = ["a" * 64]

    def now() -> Heartbeat:
        canvas = CanvasNow(
            canvas="led",
            rung=Rung.SCHEDULED,
            loop=None,
            frame=0,
            screenshot=digests[-1],
        )
        return BEAT.model_copy(update={"canvases": (canvas,)})

    made = Reporting(
        "kim-thanh",
        Hub(f"{web.address}/hub", token),
        journal,
        alarms,
        now,
        3600.0,
        lambda canvas, digest: pictures.get(digest),
    )
    yield made, digests
    made.end()


def test_after_a_heartbeat_its_pictures_are_sent_each_once(pictured, hub):
    reporting, digests = pictured

    reporting.send_heartbeat()
    reporting.send_heartbeat()
    digests.append("b" * 64)
    reporting.send_heartbeat()
    digests.append("c" * 64)  # taken anew meanwhile: there is no such picture
    reporting.send_heartbeat()

    assert hub.pictures == [
        ("/hub/picture?canvas=led", b"first"),
        ("/hub/picture?canvas=led", b"second"),
    ]


def test_where_no_heartbeat_is_taken_no_picture_is_sent(pictured, hub):
    reporting, _digests = pictured
    hub.is_down = True

    assert not reporting.send_heartbeat()

    hub.is_down = False
    assert not hub.web.asked_for("/hub/picture")
    reporting.send_heartbeat()
    assert len(hub.pictures) == 1


def test_a_switch_is_told_long_before_the_next_heartbeat(pictured, hub):
    reporting, _digests = pictured
    reporting.start()

    eventually(lambda: len(hub.beats) == 1)
    for _ in range(100):
        reporting.hurry()
    eventually(lambda: len(hub.beats) == 2)

    assert len(hub.beats) == 2
