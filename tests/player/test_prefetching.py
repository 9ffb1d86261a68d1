"""At most four files at a time; urgent ones have the line alone."""

import threading
from collections.abc import Iterator

import pytest

from player.errors import WrongBytesError
from player.prefetching import Prefetching
from player.sources import HttpSource
from player.store import Store
from release.format import File
from release.trust import UnreachableError
from tests.player.builders import file_of
from tests.player.repository import FakeRepository
from tests.player.waiting import eventually
from tests.player.web import Web

CONTENTS = [bytes([number]) * 200_000 for number in range(8)]
FILES = [file_of(content) for content in CONTENTS]


class Told:
    """What prefetching tells."""

    def __init__(self) -> None:
        self.fetched: list[File] = []
        self.failed: list[Exception] = []

    def fail(self, _: File, error: Exception) -> None:
        self.failed.append(error)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def prefetching(
    web: Web, repository: FakeRepository, store: Store, told: Told
) -> Iterator[Prefetching]:
    repository.add(*CONTENTS)
    source = HttpSource(web.address)
    made = Prefetching(source, store, told.fetched.append, told.fail, 0.05)
    made.start()
    yield made
    made.end()


def test_every_file_comes_four_at_a_time(prefetching, store, told, web):
    never = threading.Event()
    # Each lingers, so that more would come together if they were let.
    web.on_piece = lambda _, sent: never.wait(0.5) if sent == 0 else None

    prefetching.want(FILES, [])

    eventually(lambda: len(told.fetched) == 8)
    assert web.most_busy == 4
    assert all(store.is_sound(file) for file in FILES)


def test_an_urgent_file_stops_the_others_and_they_go_on_later(
    prefetching, store, told, web
):
    urgent, others = FILES[0], FILES[1:3]
    go_on = threading.Event()

    def send(path: str, sent: int) -> None:
        if urgent.sha256 not in path:
            go_on.wait(1)  # slowly, until the end of the test
        elif sent == 0:
            eventually(lambda: web.busy == 1)

    web.piece_bytes = 20_000
    web.on_piece = send
    prefetching.want(others, [])
    eventually(lambda: len(web.asked_for("/files")) == 2)

    prefetching.want([urgent, *others], [urgent])

    eventually(lambda: store.holds(urgent))
    assert not any(store.holds(file) for file in others)
    go_on.set()
    eventually(lambda: all(store.holds(file) for file in others))
    assert [one.range != "" for one in web.asked_for("/files")[3:]] == [True, True]


def test_an_urgent_file_that_does_not_come_holds_nobody_up(
    prefetching, store, told, web
):
    urgent, other = FILES[:2]
    web.faults[f"/files/{urgent.sha256}"] = "error"

    prefetching.want([urgent, other], [urgent])

    eventually(lambda: store.holds(other))
    assert isinstance(told.failed[0], UnreachableError)


def test_what_fails_is_tried_again(prefetching, store, told, web):
    web.faults["/files"] = "wrong bytes"
    prefetching.want(FILES[:1], [])
    eventually(lambda: told.failed)

    web.faults.clear()

    eventually(lambda: store.holds(FILES[0]))
    assert isinstance(told.failed[0], WrongBytesError)


def test_what_is_not_wanted_any_more_is_given_up(prefetching, store, told, web):
    is_given_up = threading.Event()
    web.piece_bytes = 20_000
    web.on_piece = lambda path, sent: (
        is_given_up.wait(30) if FILES[0].sha256 in path and sent else None
    )
    prefetching.want(FILES[:1], [])
    eventually(lambda: store.part_bytes(FILES[0]))

    prefetching.want(FILES[1:2], [])
    is_given_up.set()

    eventually(lambda: store.holds(FILES[1]))
    assert told.fetched == [FILES[1]]
    assert told.failed == []


def test_a_line_that_breaks_but_brings_something_is_asked_again_soon(
    prefetching, store, told, web
):
    web.faults["/files"] = "cut"

    prefetching.want(FILES[:1], [])

    # Each answer brings half of the rest; waiting twice as long each time would take hours.
    eventually(lambda: store.part_bytes(FILES[0]) >= len(CONTENTS[0]) - 2)
    web.faults.clear()
    eventually(lambda: store.holds(FILES[0]))
