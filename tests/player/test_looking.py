"""What a repository says is taken when it verifies, and is an alarm when not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from player.alarms import Alarms
from player.clock import Clock
from player.looking import UNANSWERED_LOOKS, Looking
from player.sources import HttpSource
from release.reports import AlarmCode
from release.trust import Attack, Trusted
from tests.player.builders import CLUSTER, NOON, always, loop_of
from tests.player.repository import verifiers_in
from tests.player.waiting import eventually
from tests.player.web import Web

RELEASE = always(1, led=loop_of(b"a"))


class Desk:
    """A looking player: what it took, and what sounds."""

    def __init__(self, folder: Path, address: str) -> None:
        folder.mkdir(exist_ok=True)
        self.taken: list[Trusted] = []
        self.alarms = Alarms(lambda: NOON, lambda *_: None)
        self.looking = Looking(
            CLUSTER,
            verifiers_in(folder),
            HttpSource(address),
            Clock(folder),
            self.alarms,
            self.taken.append,
            poll_seconds=(3600.0, 3600.0),
        )

    @property
    def codes(self) -> set[AlarmCode]:
        return {one.code for one in self.alarms.now()}


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk", web.address)
    yield made
    made.looking.end()


def test_what_verifies_is_taken(desk, repository):
    repository.publish(RELEASE)

    desk.looking.look()

    assert desk.taken[0].release == RELEASE
    assert desk.codes == set()


def test_at_boot_what_is_on_disk_is_taken_without_a_network(
    desk, repository, web, tmp_path
):
    repository.publish(RELEASE)
    desk.looking.look()
    asked = len(web.asked)
    again = Desk(tmp_path / "desk", "http://127.0.0.1:9")

    again.looking.boot()

    assert again.taken[0].release == RELEASE
    assert len(web.asked) == asked


def test_a_machine_that_never_verified_anything_says_so(desk):
    desk.looking.boot()

    assert desk.codes == {AlarmCode.NOTHING_TRUSTED}
    assert desk.taken == []


@pytest.mark.parametrize("attack", list(Attack))
def test_every_attack_is_its_own_alarm_and_changes_nothing(desk, repository, attack):
    repository.publish(RELEASE, attack=attack)

    desk.looking.look()

    assert desk.codes == {AlarmCode(attack.value)}
    assert desk.taken == []


def test_an_attack_that_is_over_is_no_alarm_any_more(desk, repository):
    repository.publish(RELEASE, attack=Attack.FORGED)
    desk.looking.look()

    repository.publish(RELEASE)
    desk.looking.look()

    assert desk.codes == set()


def test_another_clusters_release_is_refused_even_when_it_verifies(desk, repository):
    repository.publish(always(1, cluster="ha-khau", led=loop_of(b"a")))

    desk.looking.look()

    assert desk.codes == {AlarmCode.ANOTHER_CLUSTERS}
    assert desk.taken == []


@pytest.mark.parametrize("fault", ["portal", "redirect", "error", "cut"])
def test_a_server_that_does_not_answer_is_an_alarm_after_three_looks(
    desk, repository, web, fault
):
    repository.publish(RELEASE)
    web.faults["/"] = fault
    told = []

    for _ in range(UNANSWERED_LOOKS):
        told.append(AlarmCode.UNREACHABLE in desk.codes)
        desk.looking.look()

    assert told == [False] * UNANSWERED_LOOKS
    assert desk.codes == {AlarmCode.UNREACHABLE}
    assert desk.taken == []


def test_what_is_expired_is_taken_with_an_alarm(desk, repository):
    repository.publish(RELEASE, signed_at=NOON.replace(year=2025))

    desk.looking.look()

    assert desk.taken[0].is_expired
    assert desk.codes == {AlarmCode.EXPIRED}


def test_a_hundred_nudges_are_few_looks(desk, repository, web):
    repository.publish(RELEASE)
    desk.looking.start()
    eventually(lambda: desk.taken)

    for _ in range(100):
        desk.looking.nudge()

    eventually(lambda: len(desk.taken) > 1)
    asked = web.asked_for("/state.json")
    apart = [later.at - one.at for one, later in zip(asked, asked[1:], strict=False)]
    assert len(asked) < 5
    # When the server was reached: the second may have been quicker than the first.
    assert min(apart) > 0.5


def test_a_verifier_that_fails_in_its_own_way_ends_nothing(tmp_path, web, repository):
    desk = Desk(tmp_path / "desk", web.address)
    fails = iter([True])
    look: Callable = desk.looking.look

    def look_badly() -> None:
        if next(fails, False):
            raise RuntimeError("a bug")
        look()

    desk.looking.look = look_badly
    repository.publish(RELEASE)
    desk.looking.start()
    desk.looking.nudge()

    eventually(lambda: desk.taken)
    desk.looking.end()
