"""Two renderers on one folder and one store, as after a machine was replaced in a hurry."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.playout.actions import look_for_candidates
from hub.playout.models import Candidate
from release.format import Loop, parse_timetable
from renderer.store import Store
from renderer.store.files import digest_of_file
from tests.fakes.hub import FakeHub, a_hub
from tests.fakes.programmes import a_slot
from tests.hub.playout.office import CODE, make_wall
from tests.renderer.hosts import Host
from tests.renderer.test_watch import always

HERE = Host("127.0.0.1")
DOCUMENTS = ("timetable", "filler", "slate")


def answering_both_at_once(document: Callable[[str], Any]) -> Callable[[str], Any]:
    """Whoever asks first waits for the other: so both have everything to do."""
    barrier, are_here = Barrier(2), Event()

    def answer(at: str) -> Any:
        if not are_here.is_set():
            barrier.wait(timeout=120)
            are_here.set()
        return document(at)

    return answer


def command(hub: FakeHub, out: Path, store: Path) -> list[str]:
    watch = [sys.executable, "-m", "renderer", "watch", "--once", "--quiet"]
    where = ["--hub", hub.address, "--out", str(out), "--store", str(store)]
    return [*watch, *where, "--workers", "1"]


def render(hub: FakeHub, out: Path, store: Path, *, count: int) -> None:
    """So many of them, each to its end."""
    one = command(hub, out, store)
    with ExitStack() as ended:
        started = [ended.enter_context(HERE.running(one)) for _ in range(count)]
        assert [process.wait(timeout=300) for process in started] == [0] * count


def loops_in(out: Path) -> list[dict[str, Loop]]:
    """Of each document, by digest."""
    paths = [out / CODE / f"{name}.json" for name in DOCUMENTS]
    return [parse_timetable(path.read_bytes()).loops for path in paths]


def check_whole(out: Path, store: Store) -> None:
    """Every file is what its name says, and nothing was left in the making."""
    for path in out.glob("files/*"):
        assert digest_of_file(path).sha256 == path.stem
    for entry in store.entries("objects"):
        assert digest_of_file(store.path_of(entry.name)).sha256 == entry.name
    assert [*out.rglob(".*"), *store.entries("unfinished")] == []


@pytest.mark.django_db
def test_two_renderers_that_race_make_one_release(tmp_path: Path) -> None:
    make_wall()
    out, store = Path(hub_settings.LOOPS_DIR), tmp_path / "store"
    document = always(a_slot(seconds=3), cluster=CODE)
    with a_hub() as hub:
        hub.programmes[CODE] = document
        render(hub, tmp_path / "alone", tmp_path / "store-alone", count=1)
        hub.programmes[CODE] = answering_both_at_once(document)
        render(hub, out, store, count=2)

    check_whole(out, Store(store))
    assert loops_in(out) == loops_in(tmp_path / "alone")
    made = [*look_for_candidates(timezone.now()), *look_for_candidates(timezone.now())]
    assert [one.seq for one in made] == [1]
    assert Candidate.objects.get().release.timetable.loops == {
        digest: loop for loops in loops_in(out) for digest, loop in loops.items()
    }
