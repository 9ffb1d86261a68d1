"""A renderer whose power is cut, again and again: nothing half done is ever found.

It is the whole program, as in production, with its workers: all of it is killed at once.
"""

import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from release.format import File, Loop, Timetable, parse_timetable
from renderer.store import Store
from renderer.store.files import digest_of_file
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_slot
from tests.player.waiting import eventually
from tests.renderer.hosts import Host, kill_group
from tests.renderer.test_watch import always

HERE = Host("127.0.0.1")
KILLS_EACH = 10
DOCUMENTS = ("timetable", "filler", "slate")


@dataclass(frozen=True)
class Site:
    """A renderer's own folders."""

    folder: Path
    hub: str

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def store(self) -> Store:
        return Store(self.folder / "store")

    def command(self) -> list[str]:
        watch = [sys.executable, "-m", "renderer", "watch", "--once", "--quiet"]
        where = ["--out", str(self.out), "--store", self.store.address]
        return [*watch, *where, "--hub", self.hub, "--workers", "1"]

    def look(self) -> None:
        """To its end."""
        with HERE.running(self.command()) as process:
            assert process.wait(timeout=300) == 0

    def count(self) -> int:
        """How many files have got their names."""
        kinds = ("objects", "actions")
        stored = sum(1 for kind in kinds for _ in self.store.entries(kind))
        return stored + len(listed(self.out))

    def look_until(self, count: int, more_seconds: float) -> None:
        """Killed that long after so many files are there."""
        with HERE.running(self.command()) as process:
            eventually(lambda: self.count() >= count or process.poll() is not None, 300)
            time.sleep(more_seconds)  # a moment that nothing in the program marks
            assert process.poll() is None
            kill_group(process)

    def document(self, name: str) -> Timetable | None:
        path = self.out / f"thu/{name}.json"
        return parse_timetable(path.read_bytes()) if path.exists() else None

    def loops(self) -> list[dict[str, Loop] | None]:
        """Of each document, by digest."""
        found = [self.document(name) for name in DOCUMENTS]
        return [one and one.loops for one in found]


def listed(out: Path) -> list[Path]:
    """What a web server shows; hidden files are in the making."""
    everything = (path for path in out.rglob("*") if path.is_file())
    return [path for path in everything if not path.name.startswith(".")]


def check_whole(site: Site) -> None:
    """All that can be found is what its name says, and all that is named is there."""
    for path in (site.out / "files").glob("[!.]*"):
        assert digest_of_file(path).sha256 == path.stem
    for entry in site.store.entries("objects"):
        assert digest_of_file(site.store.path_of(entry.name)).sha256 == entry.name
    for path in (site.out / "thu").rglob("[!.]*.json"):
        for file, suffix in named_by(parse_timetable(path.read_bytes())):
            assert digest_of_file(site.out / f"files/{file.sha256}{suffix}") == file
    for path in site.out.rglob("[!.]*.m3u"):
        address = path.read_text("utf-8").splitlines()[-1]
        assert (site.out / "files" / address.rpartition("/")[2]).exists()


def named_by(timetable: Timetable) -> Iterator[tuple[File, str]]:
    for loop in timetable.loops.values():
        yield loop.file, ".mp4"
        yield loop.poster, ".jpg"


def test_a_renderer_killed_twenty_times_leaves_nothing_torn_and_ends_with_the_same(
    hub: FakeHub, tmp_path: Path
):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    alone = Site(tmp_path / "alone", hub.address)
    began = time.monotonic()
    alone.look()
    # About as long as a file takes.
    pause = (time.monotonic() - began) / alone.count()

    def disturb(number: int) -> Site:
        site = Site(tmp_path / f"disturbed-{number}", hub.address)
        moments = random.Random(number)
        for kill in range(KILLS_EACH):
            done = alone.count() * (kill + number / 2) / KILLS_EACH
            site.look_until(int(done), moments.uniform(0, pause))
            check_whole(site)
        site.look()
        return site

    with ThreadPoolExecutor(2) as pool:
        disturbed = list(pool.map(disturb, range(2)))

    for site in disturbed:
        check_whole(site)
        assert site.loops() == alone.loops()
    assert None not in alone.loops()
