"""One file into the store over a network that is as bad as it likes."""

import os
from pathlib import Path

import pytest

from player.errors import DiskFullError, WrongBytesError
from player.fetching import GivenUpError, fetch_file
from player.sources import FolderSource, HttpSource, Patience
from player.store import Store
from release.trust import UnreachableError
from tests.player.builders import file_of
from tests.player.repository import FakeRepository
from tests.player.web import Web

CONTENT = bytes(range(256)) * 2000  # 512,000 bytes
FILE = file_of(CONTENT)
IMPATIENT = Patience(2.0, 2.0, window_seconds=0.2, slowest_bytes_per_second=1000)


@pytest.fixture
def source(web: Web, repository: FakeRepository) -> HttpSource:
    repository.add(CONTENT)
    return HttpSource(web.address, IMPATIENT)


def put_part(store: Store, content: bytes) -> None:
    store.part_of(FILE).write_bytes(content)


def content_of(store: Store) -> bytes | None:
    path = store.path_of(FILE.sha256)
    return path.read_bytes() if path.exists() else None


def test_a_file_is_fetched_whole(source, store, web):
    fetch_file(FILE, source, store)

    assert content_of(store) == CONTENT
    assert [one.range for one in web.asked] == [""]
    assert not store.part_of(FILE).exists()


def test_a_file_that_is_there_is_not_asked_for(source, store, web):
    fetch_file(FILE, source, store)

    fetch_file(FILE, source, store)

    assert len(web.asked) == 1


def test_a_part_is_gone_on_with_from_its_end(source, store, web):
    put_part(store, CONTENT[:1000])

    fetch_file(FILE, source, store)

    assert content_of(store) == CONTENT
    assert [one.range for one in web.asked] == ["bytes=1000-"]


def test_a_complete_part_is_kept_without_asking(source, store, web):
    put_part(store, CONTENT)

    fetch_file(FILE, source, store)

    assert (content_of(store), web.asked) == (CONTENT, [])


def test_a_part_that_is_too_long_is_begun_anew(source, store, web):
    put_part(store, CONTENT + b"x")

    fetch_file(FILE, source, store)

    assert content_of(store) == CONTENT
    assert [one.range for one in web.asked] == [""]


def test_where_ranges_are_ignored_the_file_is_begun_anew(source, store, web):
    web.faults["/files"] = "no ranges"
    put_part(store, b"y" * 1000)

    fetch_file(FILE, source, store)

    assert content_of(store) == CONTENT


def test_where_a_file_was_begun_anew_and_cut_off_nothing_of_before_is_left(
    source, store, web
):
    web.faults["/files"] = "no ranges and cut"
    put_part(store, b"y" * (len(CONTENT) - 1000))
    with pytest.raises(UnreachableError):
        fetch_file(FILE, source, store)
    web.faults.clear()

    fetch_file(FILE, source, store)

    assert content_of(store) == CONTENT


def test_another_range_than_asked_is_not_taken(source, store, web):
    web.faults["/files"] = "other range"
    put_part(store, CONTENT[:1000])

    with pytest.raises(UnreachableError, match="another range"):
        fetch_file(FILE, source, store)

    assert store.part_of(FILE).read_bytes() == CONTENT[:1000]


def test_what_was_cut_off_is_kept_and_gone_on_with(source, store, web):
    web.faults["/files"] = "cut"
    with pytest.raises(UnreachableError):
        fetch_file(FILE, source, store)
    came = store.part_bytes(FILE)
    web.faults.clear()

    fetch_file(FILE, source, store)

    assert came == len(CONTENT) // 2
    assert web.asked[-1].range == f"bytes={came}-"
    assert content_of(store) == CONTENT


@pytest.mark.parametrize("fault", ["portal", "redirect", "error"])
def test_what_answers_like_no_repository_has_not_answered(source, store, web, fault):
    web.faults["/files"] = fault
    put_part(store, CONTENT[:1000])

    with pytest.raises(UnreachableError):
        fetch_file(FILE, source, store)

    assert content_of(store) is None
    assert store.part_of(FILE).read_bytes() == CONTENT[:1000]


def test_a_trickle_is_given_up_and_what_came_is_kept(source, store, web):
    web.faults["/files"] = "trickle"

    with pytest.raises(UnreachableError, match=r"B in \d+ s"):
        fetch_file(FILE, source, store)

    came = store.part_of(FILE).read_bytes()
    assert 0 < len(came) < 1000
    assert CONTENT.startswith(came)


def test_wrong_bytes_are_thrown_away(source, store, web):
    web.faults["/files"] = "wrong bytes"

    with pytest.raises(WrongBytesError, match="không đúng mã băm"):
        fetch_file(FILE, source, store)

    assert content_of(store) is None
    assert not store.part_of(FILE).exists()


def test_wrong_bytes_in_front_of_right_ones_are_thrown_away(source, store):
    put_part(store, b"y" * 1000)

    with pytest.raises(WrongBytesError):
        fetch_file(FILE, source, store)

    assert not store.part_of(FILE).exists()


def test_a_file_that_never_ends_is_cut_at_its_length(source, store, web):
    web.faults["/files"] = "longer"

    with pytest.raises(WrongBytesError, match="quá dài"):
        fetch_file(FILE, source, store)

    assert content_of(store) is None


def test_who_is_needed_elsewhere_gives_way_and_keeps_what_came(source, store):
    with pytest.raises(GivenUpError):
        fetch_file(FILE, source, store, is_wanted=lambda: False)

    assert 0 < store.part_bytes(FILE) < len(CONTENT)


def test_the_last_of_the_disk_is_not_taken(source, tmp_path, web):
    free = Store(tmp_path / "data", 0).free_bytes()
    store = Store(tmp_path / "data", free_floor_bytes=free)

    with pytest.raises(DiskFullError, match="đĩa không đủ chỗ"):
        fetch_file(FILE, source, store)

    assert web.asked == []


def test_a_disk_that_fills_up_meanwhile_gets_its_space_back(source, store, monkeypatch):
    written = os.write

    def write_until_full(handle: int, content: bytes) -> int:
        if os.fstat(handle).st_size > 100_000:
            raise OSError(28, "No space left on device")
        return written(handle, content)

    monkeypatch.setattr(os, "write", write_until_full)
    with pytest.raises(DiskFullError, match="đĩa đã đầy"):
        fetch_file(FILE, source, store)
    after = store.part_bytes(FILE)
    monkeypatch.undo()

    fetch_file(FILE, source, store)

    assert after == 0
    assert content_of(store) == CONTENT


def test_a_stick_gives_the_same_file(store, repository):
    repository.add(CONTENT)
    put_part(store, CONTENT[:1000])

    fetch_file(FILE, FolderSource(repository.folder), store)

    assert content_of(store) == CONTENT


def test_a_stick_cannot_point_outside_itself(tmp_path: Path, repository):
    (tmp_path / "secret").write_bytes(b"s")
    (repository.folder / "link").symlink_to(tmp_path / "secret")
    source = FolderSource(repository.folder)

    for address in ("../secret", "link", "/etc/passwd"):
        with pytest.raises(UnreachableError, match="not there"):
            list(source.read(address, 100))


def test_no_more_than_the_limit_is_read(source, repository):
    (repository.folder / "endless").write_bytes(b"e" * 100_000)

    came = b"".join(source.read("endless", 1000))

    assert came == b"e" * 1000


def test_the_servers_clock_is_compared_with_ours(source):
    list(source.read("state.json", 1000))

    assert source.clock_offset_ms is not None
    assert abs(source.clock_offset_ms) < 60_000
