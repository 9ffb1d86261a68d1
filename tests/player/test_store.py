"""A file has its name only when it is whole; what rotted is not shown."""

from pathlib import Path

from player.store import Store
from tests.player.builders import file_of

CONTENT = b"a whole loop"
FILE = file_of(CONTENT)


def keep(store: Store, content: bytes) -> None:
    store.part_of(file_of(content)).write_bytes(content)
    store.keep(file_of(content))


def test_a_kept_file_is_held_and_sound(store):
    keep(store, CONTENT)

    assert store.holds(FILE)
    assert store.is_sound(FILE)


def test_a_part_is_never_held(store):
    store.part_of(FILE).write_bytes(CONTENT)

    assert not store.holds(FILE)
    assert not store.is_sound(FILE)


def test_a_file_cut_by_the_disk_is_not_held(store):
    keep(store, CONTENT)
    store.path_of(FILE.sha256).write_bytes(CONTENT[:-1])

    assert not store.holds(FILE)


def test_a_rotten_file_is_found_at_the_next_start_and_removed(store):
    keep(store, CONTENT)
    store.path_of(FILE.sha256).write_bytes(b"another loop")
    again = Store(store.root, 0)

    assert not again.is_sound(FILE)
    assert not again.holds(FILE)


def test_a_file_on_a_bad_sector_is_not_shown(store, monkeypatch):
    keep(store, CONTENT)
    again = Store(store.root, 0)

    def bad_sector(_: Path) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("player.store._sha256_of", bad_sector)

    assert not again.is_sound(FILE)


def test_what_nothing_names_is_collected(store):
    for content in (CONTENT, b"old"):
        keep(store, content)
    store.part_of(file_of(b"older")).write_bytes(b"ol")

    removed = store.collect({FILE.sha256})

    assert removed == 2
    assert store.is_sound(FILE)
    assert not store.holds(file_of(b"old"))
