"""At whatever step the power fails: old or new, whole."""

import shutil
from pathlib import Path

import pytest

from player.activation import InForce
from player.alarms import Alarms
from player.clock import Clock
from player.force import Force
from player.keeping import Keeping
from player.spool import Spool
from player.store import Store
from release.reports import AlarmCode, Alarmed
from release.trust import Trusted
from tests.player.builders import NOON, always, file_of, loop_of
from tests.player.crashing import PowerCut, power_cut_at, steps_of

OLD_BYTES, NEW_BYTES = b"the old loop", b"the new loop"
OLD, NEW = loop_of(OLD_BYTES), loop_of(NEW_BYTES)
FIRST, SECOND = always(1, led=OLD), always(2, led=NEW)


def machine(folder: Path) -> tuple[Force, Store]:
    """As after switching on."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, 0)
    alarms = Alarms(lambda: NOON, lambda *_: None)
    return Force(Keeping(folder), store, alarms), store


def arrive(store: Store, content: bytes) -> None:
    store.part_of(file_of(content)).write_bytes(content)
    store.keep(file_of(content))


def go_over(folder: Path) -> None:
    """The new release's file arrives and comes into force; the old one's goes."""
    force, store = machine(folder)
    force.learn(Trusted(SECOND, None, NOON))
    arrive(store, NEW_BYTES)
    force.activate()
    store.collect(force.named())


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A machine on which the first release is in force."""
    force, store = machine(tmp_path / "before")
    arrive(store, OLD_BYTES)
    force.learn(Trusted(FIRST, None, NOON))
    force.activate()
    return tmp_path / "before"


def test_activation_that_is_cut_anywhere_leaves_old_or_new_whole(before, tmp_path):
    whole = shutil.copytree(before, tmp_path / "whole")
    count = steps_of(lambda: go_over(whole))
    shown = []

    for step in range(count):
        folder = shutil.copytree(before, tmp_path / f"cut-{step}")
        with power_cut_at(step), pytest.raises(PowerCut):
            go_over(folder)
        force, store = machine(folder)
        choice = force.choices(["led"], NOON, set())["led"]
        assert choice.loop in (OLD, NEW)
        assert store.path_of(choice.loop.file.sha256).read_bytes() in (
            OLD_BYTES,
            NEW_BYTES,
        )
        shown.append(force.seq)

    assert count >= 6
    assert shown == sorted(shown)
    assert set(shown) == {1, 2}


def test_after_any_cut_the_new_release_comes_into_force_in_the_end(before, tmp_path):
    count = steps_of(lambda: go_over(shutil.copytree(before, tmp_path / "whole")))

    for step in range(count):
        folder = shutil.copytree(before, tmp_path / f"cut-{step}")
        with power_cut_at(step), pytest.raises(PowerCut):
            go_over(folder)
        go_over(folder)
        force, _ = machine(folder)
        assert force.choices(["led"], NOON, set())["led"].loop == NEW


def test_what_is_kept_and_rotten_is_as_good_as_nothing(before):
    path = before / "in-force"
    path.write_bytes(path.read_bytes().replace(b'"seq":1', b'"seq":7'))

    force, _ = machine(before)

    assert force.in_force == InForce()


def test_a_floor_that_is_cut_anywhere_never_falls(tmp_path):
    def clock(folder: Path) -> Clock:
        found = Clock(folder, system=lambda: NOON, elapsed_seconds=lambda: 0.0)
        found.vouch(NOON)
        return found

    (tmp_path / "whole").mkdir()
    count = steps_of(lambda: clock(tmp_path / "whole").save())
    for step in range(count):
        folder = tmp_path / f"cut-{step}"
        folder.mkdir()
        early = Clock(folder, system=lambda: NOON, elapsed_seconds=lambda: 0.0)
        early.vouch(NOON.replace(month=6))
        early._system = lambda: NOON.replace(month=6)
        early.save()

        with power_cut_at(step), pytest.raises(PowerCut):
            clock(folder).save()

        after = Clock(folder, system=lambda: NOON.replace(year=2000))
        assert after.for_expiry() >= NOON.replace(month=6)


def test_an_entry_that_is_cut_anywhere_is_there_whole_or_not_at_all(tmp_path):
    def write(folder: Path, detail: str) -> None:
        spool = Spool(folder)
        spool.append(
            Alarmed(
                number=spool.next_number, at=NOON, code=AlarmCode.CLOCK, detail=detail
            )
        )

    write(tmp_path / "whole", "first")
    count = steps_of(lambda: write(tmp_path / "whole", "second"))
    for step in range(count):
        folder = tmp_path / f"cut-{step}"
        write(folder, "first")
        with power_cut_at(step), pytest.raises(PowerCut):
            write(folder, "second")

        write(folder, "third")

        entries = [one.entry for one in Spool(folder).unsent(10)]
        numbers = [one.number for one in entries]
        details = [one.detail for one in entries]
        assert numbers == list(range(1, len(entries) + 1))
        assert details in (["first", "third"], ["first", "second", "third"])


def test_bytes_are_on_disk_before_they_get_their_name_and_the_name_before_it_counts(
    tmp_path,
):
    store = Store(tmp_path, 0)
    store.part_of(file_of(OLD_BYTES)).write_bytes(OLD_BYTES)
    spool = Spool(tmp_path / "spool")
    entry = Alarmed(number=1, at=NOON, code=AlarmCode.CLOCK, detail="a")

    with power_cut_at(-1) as activating:
        Keeping(tmp_path).write_in_force(InForce(FIRST))
    with power_cut_at(-1) as keeping:
        store.keep(file_of(OLD_BYTES))
    with power_cut_at(-1) as noting:
        spool.append(entry)

    assert activating == ["write", "fsync", "rename", "fsync"]
    assert keeping == ["fsync", "rename", "fsync"]
    assert noting == ["write", "fsync", "fsync"]
