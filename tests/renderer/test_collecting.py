"""Garbage: what no current or recent release names goes, and nothing that one names."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release.format import Timetable
from renderer.building import Builder, Built
from renderer.collecting import YOUNG, Collector, Kept, choose, named_by
from renderer.errors import StoreError
from renderer.executors import LocalExecutor
from renderer.output import OutputFolder
from renderer.programme import Programme, parse_programme
from renderer.service.tidying import EVERY, Tidying
from renderer.service.windows import extended
from renderer.store import Entry, Store
from tests.fakes.programmes import a_programme, a_slot, an_item

THEMES = Path(__file__).parents[2] / "themes"
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def a_programme_of(*titles: str, cluster: str = "thu") -> Programme:
    slots = [
        a_slot(an_item(title, title=title), slot_id=title, seconds=3)
        for title in titles
    ]
    return parse_programme(a_programme(*slots, cluster=cluster))


def build(store: Store, programme: Programme) -> Built:
    executor = LocalExecutor(store.address, THEMES)
    return Builder(store, THEMES, executor).build(programme, lambda _: None)


def publish(
    store: Store, output: OutputFolder, programme: Programme, at: datetime
) -> Timetable:
    """Renders and publishes as the watch does, as if it were `at`."""
    code = programme.cluster.code
    empty = Timetable(cluster=code, created=at, windows=(), loops={})
    timetable = extended(empty, programme, build(store, programme).loops)
    output.publish(timetable, store)
    return timetable


def age(*folders: Path, days: int) -> None:
    """Everything there was last written so many days ago."""
    for folder in folders:
        for path in folder.rglob("*"):
            earlier = path.stat().st_mtime - days * 86_400
            os.utime(path, (earlier, earlier))


def published_files(output: OutputFolder) -> set[str]:
    return {path.stem for path in (output.root / "files").iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def output(tmp_path: Path) -> OutputFolder:
    return OutputFolder(tmp_path / "out")


def test_what_is_no_longer_recent_goes_and_what_is_shown_stays(
    folder: Store, output: OutputFolder
):
    old = publish(folder, output, a_programme_of("Cũ", "Chung"), NOW - 40 * DAY)
    new = publish(folder, output, a_programme_of("Mới", "Chung"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)

    collected = Collector(folder, (output,)).collect(NOW)

    assert published_files(output) == named_by([new])
    assert not any(folder.path_of(sha).exists() for sha in old.loops)
    assert all(folder.path_of(sha).exists() for sha in named_by([new]))
    assert collected.count > 0
    assert collected.size_bytes > 0


def test_after_collecting_a_changed_slot_still_renders_that_slot_alone(
    folder: Store, output: OutputFolder
):
    publish(folder, output, a_programme_of("A", "B", "C"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)

    Collector(folder, (output,)).collect(NOW)

    assert build(folder, a_programme_of("A", "B", "C")).rendered == 0
    # Its body, and the fades into it and out of it.
    assert build(folder, a_programme_of("A", "B", "D")).rendered == 3


def test_what_was_shown_within_the_recent_days_stays(
    folder: Store, output: OutputFolder
):
    before = publish(folder, output, a_programme_of("Trước"), NOW - 40 * DAY)
    middle = publish(folder, output, a_programme_of("Giữa"), NOW - 20 * DAY)
    after = publish(folder, output, a_programme_of("Sau"), NOW - 5 * DAY)
    age(folder.root, output.root, days=5)

    Collector(folder, (output,)).collect(NOW)

    # “Giữa” was made twenty days ago, and was on the wall until five days ago.
    assert published_files(output) == named_by([middle, after])
    assert not any(folder.path_of(sha).exists() for sha in before.loops)


def test_a_second_collection_finds_nothing(folder: Store, output: OutputFolder):
    publish(folder, output, a_programme_of("Cũ"), NOW - 40 * DAY)
    publish(folder, output, a_programme_of("Mới"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)
    collector = Collector(folder, (output,))
    collector.collect(NOW)

    again = collector.collect(NOW)

    assert (again.count, again.size_bytes) == (0, 0)


def test_a_dry_collection_removes_nothing_and_says_what_a_real_one_would(
    folder: Store, output: OutputFolder, tmp_path: Path
):
    publish(folder, output, a_programme_of("Cũ"), NOW - 40 * DAY)
    publish(folder, output, a_programme_of("Mới"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)
    before = sorted(tmp_path.rglob("*"))
    collector = Collector(folder, (output,))

    foretold = collector.collect(NOW, is_dry=True)

    assert sorted(tmp_path.rglob("*")) == before
    assert collector.collect(NOW) == foretold


def test_what_is_in_the_making_stays_with_the_old_pieces_it_uses(
    folder: Store, output: OutputFolder
):
    publish(folder, output, a_programme_of("Phát"), NOW - 30 * DAY)
    build(folder, a_programme_of("A", "B"))  # pieces of it are old …
    age(folder.root, output.root, days=30)
    build(folder, a_programme_of("A", "B", "C"))  # … when this one is being made

    Collector(folder, (output,)).collect(NOW)

    assert build(folder, a_programme_of("A", "B", "C")).rendered == 0


def test_pieces_of_a_killed_renderer_go_after_a_day(
    folder: Store, output: OutputFolder
):
    publish(folder, output, a_programme_of("Phát"), NOW)
    old, new = folder.root / "unfinished/old.mp4", folder.root / "unfinished/new.mp4"
    hidden = output.root / "files/.torn"
    for path in (old, hidden):
        path.write_bytes(b"half")
        os.utime(path, ((NOW - 2 * DAY).timestamp(),) * 2)
    new.write_bytes(b"half")

    Collector(folder, (output,)).collect(NOW)

    assert not old.exists()
    assert not hidden.exists()
    assert new.exists()


def test_an_output_folder_without_timetables_is_refused(folder: Store, tmp_path: Path):
    build(folder, a_programme_of("A"))
    age(folder.root, days=30)
    before = sorted(folder.root.rglob("*"))
    wrong = OutputFolder(tmp_path / "wrong")

    with pytest.raises(StoreError, match="wrong.*no timetable is published there"):
        Collector(folder, (wrong,)).collect(NOW)

    assert sorted(folder.root.rglob("*")) == before


@pytest.mark.parametrize("name", ["timetable.json", "history"])
def test_a_torn_timetable_stops_the_collection(
    folder: Store, output: OutputFolder, name: str
):
    publish(folder, output, a_programme_of("A"), NOW - 30 * DAY)
    publish(folder, output, a_programme_of("B", cluster="khác"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)
    place = output.root / "thu" / name
    torn = next(place.iterdir()) if place.is_dir() else place
    torn.write_bytes(b"{")
    before = sorted(output.root.rglob("*"))

    with pytest.raises(StoreError, match="so nothing is collected"):
        Collector(folder, (output,)).collect(NOW)

    assert sorted(output.root.rglob("*")) == before


def test_two_outputs_of_one_store_keep_what_either_names(
    folder: Store, output: OutputFolder, tmp_path: Path
):
    other = OutputFolder(tmp_path / "other")
    one = publish(folder, output, a_programme_of("A"), NOW - 30 * DAY)
    two = publish(folder, other, a_programme_of("B"), NOW - 30 * DAY)
    age(folder.root, output.root, other.root, days=30)

    Collector(folder, (output, other)).collect(NOW)

    assert published_files(output) == named_by([one])
    assert published_files(other) == named_by([two])
    assert all(folder.path_of(sha).exists() for sha in named_by([one, two]))


def test_a_store_of_any_kind_is_collected(store: Store, output: OutputFolder):
    old = publish(store, output, a_programme_of("Cũ", "Chung"), NOW - 40 * DAY)
    new = publish(store, output, a_programme_of("Mới", "Chung"), NOW - 30 * DAY)
    age(output.root, days=30)
    if store.address == str(store.root):
        age(store.root, days=30)
    # In a bucket nobody can write an earlier time: there the collection looks later.
    later = NOW if store.address == str(store.root) else NOW + 2 * YOUNG

    Collector(store, (output,)).collect(later)

    lying = {entry.name for entry in store.entries("objects")}
    assert named_by([new]) <= lying
    assert not set(old.loops) & lying
    assert build(store, a_programme_of("Mới", "Chung")).rendered == 0


def test_tidying_looks_now_and_then_and_goes_on_after_trouble(
    folder: Store, output: OutputFolder, caplog: pytest.LogCaptureFixture
):
    tidying = Tidying(Collector(folder, (output,)))

    tidying.look(NOW)
    tidying.look(NOW + EVERY / 2)

    assert caplog.text.count("no timetable is published") == 1
    publish(folder, output, a_programme_of("Cũ"), NOW - 40 * DAY)
    publish(folder, output, a_programme_of("Mới"), NOW - 30 * DAY)
    age(folder.root, output.root, days=30)
    tidying.look(NOW + EVERY)
    assert len(published_files(output)) == 2


names = st.sampled_from([letter * 64 for letter in "abcdef"])
entries = st.builds(
    Entry,
    kind=st.sampled_from(["objects", "actions", "unfinished"]),
    name=names,
    size_bytes=st.integers(0, 9),
    modified=st.sampled_from([NOW - 2 * DAY, NOW - YOUNG, NOW]),
)


@given(st.lists(entries), st.frozensets(names), st.frozensets(names))
def test_nothing_named_and_nothing_young_is_ever_chosen(
    lying: list[Entry], objects: frozenset[str], actions: frozenset[str]
):
    chosen = choose(lying, Kept(objects, actions), young_since=NOW - YOUNG)

    assert all(entry.modified < NOW - YOUNG for entry in chosen)
    assert not {e.name for e in chosen if e.kind == "objects"} & objects
    assert not {e.name for e in chosen if e.kind == "actions"} & actions
    left = [entry for entry in lying if entry not in chosen]
    assert choose(left, Kept(objects, actions), young_since=NOW - YOUNG) == ()
    aged = [replace(entry, modified=NOW - 2 * DAY) for entry in lying]
    assert choose(aged, Kept(frozenset(), frozenset()), young_since=NOW) == tuple(aged)


def publish_message(store: Store, output: OutputFolder, at: datetime) -> Timetable:
    programme = a_programme_of("Khẩn")
    empty = Timetable(cluster="thu", created=at, windows=(), loops={})
    message = extended(empty, programme, build(store, programme).loops)
    output.publish_message(message, store)
    return message


@pytest.mark.parametrize(("hours", "is_kept"), [(49, True), (24 * 15, False)])
def test_a_message_is_kept_for_two_days_at_least_and_not_for_ever(
    folder: Store, output: OutputFolder, hours: int, is_kept: bool
):
    publish(folder, output, a_programme_of("Chung"), NOW - 30 * DAY)
    message = publish_message(folder, output, NOW - timedelta(hours=hours))
    age(folder.root, output.root, days=30)

    Collector(folder, (output,), recent=timedelta(days=1)).collect(NOW)

    named = named_by([message])
    assert (named <= published_files(output)) is is_kept
    assert all(folder.path_of(sha).exists() for sha in named) is is_kept
    assert bool(list(output.root.glob("thu/messages/*.json"))) is is_kept


def test_what_a_cluster_falls_back_on_is_never_garbage(
    folder: Store, output: OutputFolder
):
    publish(folder, output, a_programme_of("Chung"), NOW - 30 * DAY)
    empty = Timetable(cluster="thu", created=NOW - 300 * DAY, windows=(), loops={})
    programme = a_programme_of("Nền")
    slate = extended(empty, programme, build(folder, programme).loops)
    output.publish_fallback("slate", slate, folder)
    age(folder.root, output.root, days=300)

    Collector(folder, (output,)).collect(NOW)

    assert named_by([slate]) <= published_files(output)
    assert all(folder.path_of(sha).exists() for sha in named_by([slate]))
    assert output.fallback_of("thu", "slate") == slate
