"""The store, of every kind: whole or not there, and the first result is the result."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from release.format import File
from renderer.errors import StoreError
from renderer.store import BucketStore, Store, digest_of_file, open_store
from tests.renderer.stores import another_machine, truth_of

KEY = "ab" * 32


def name_of(file: File) -> str:
    return f"objects/{file.sha256[:2]}/{file.sha256}"


def test_kept_bytes_are_found_by_their_digest(store: Store):
    file = store.keep_bytes(b"a loop")

    assert store.holds(file)
    assert store.path_of(file.sha256).read_bytes() == b"a loop"
    assert digest_of_file(store.path_of(file.sha256)) == file


def test_another_machine_finds_what_one_has_made(store: Store, tmp_path: Path):
    file = store.record(KEY, store.keep_bytes(b"a loop"))

    other = another_machine(store, tmp_path / "other")

    assert other.result_of(KEY) == file
    assert other.path_of(file.sha256).read_bytes() == b"a loop"
    assert other.identity() == store.identity()


def test_an_action_not_done_has_no_result(store: Store):
    assert store.result_of(KEY) is None


def test_an_object_that_nobody_kept_is_nowhere(store: Store):
    assert not store.path_of("0" * 64).exists()


def test_the_first_result_of_an_action_is_the_result(store: Store, tmp_path: Path):
    first, second = store.keep_bytes(b"first"), store.keep_bytes(b"second")
    other = another_machine(store, tmp_path / "other")

    store.record(KEY, first)

    assert other.record(KEY, second) == first
    assert store.result_of(KEY) == other.result_of(KEY) == first


def test_of_two_who_record_at_once_one_wins_for_both(store: Store, tmp_path: Path):
    first, second = store.keep_bytes(b"first"), store.keep_bytes(b"second")
    name, other = f"actions/ab/{KEY}.json", another_machine(store, tmp_path / "other")

    won = [
        one._write_once(name, file.model_dump_json().encode())
        for one, file in ((store, first), (other, second))
    ]

    assert won == [True, False]
    assert store.result_of(KEY) == other.result_of(KEY) == first


def test_a_result_whose_bytes_were_cut_short_is_none(store: Store, tmp_path: Path):
    file = store.record(KEY, store.keep_bytes(b"whole"))

    truth_of(store, name_of(file)).cut_short()

    assert another_machine(store, tmp_path / "other").result_of(KEY) is None


def test_a_result_made_again_replaces_the_lost_one(store: Store, tmp_path: Path):
    file = store.record(KEY, store.keep_bytes(b"whole"))
    truth_of(store, name_of(file)).remove()
    other = another_machine(store, tmp_path / "other")

    again = other.record(KEY, other.keep_bytes(b"whole again"))

    assert other.result_of(KEY) == again


def test_unfinished_work_leaves_nothing_behind(store: Store):
    with store.unfinished_file() as path:
        path.write_bytes(b"half")

    assert [*store.entries("unfinished"), *store.entries("objects")] == []


def test_work_that_is_abandoned_leaves_nothing_behind(store: Store):
    with store.unfinished_file() as path:
        path.write_bytes(b"half")
        store.abandon()

        assert list(store.entries("unfinished")) == []


def test_a_file_of_another_size_is_not_held(store: Store):
    file = store.keep_bytes(b"12345")

    assert not store.holds(File(sha256=file.sha256, size_bytes=4))


def test_what_lies_there_is_told_with_its_size_and_time(store: Store):
    before = datetime.now(UTC) - timedelta(seconds=2)
    file = store.record(KEY, store.keep_bytes(b"a loop"))

    (kept,), (record,) = store.entries("objects"), store.entries("actions")

    assert (kept.name, kept.size_bytes) == (file.sha256, 6)
    assert record.name == KEY
    assert before <= kept.modified <= datetime.now(UTC) + timedelta(seconds=2)


def test_what_is_removed_is_gone_and_removing_it_again_does_no_harm(store: Store):
    file = store.record(KEY, store.keep_bytes(b"a loop"))
    (entry,) = store.entries("objects")

    store.remove(entry)
    store.remove(entry)

    assert list(store.entries("objects")) == []
    assert not store.holds(file)
    assert store.result_of(KEY) is None


def test_two_stores_are_not_one(store: Store, tmp_path: Path):
    assert store.identity() != Store(tmp_path / "another").identity()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "store").write_text("in the way")

    with pytest.raises(StoreError, match="store"):
        Store(tmp_path / "store")


@pytest.mark.parametrize(
    ("address", "word"),
    [("ftp://host/folder", "ftp"), ("s3://bucket?secret=x", "secret")],
)
def test_an_address_that_is_not_understood_is_refused(address: str, word: str):
    with pytest.raises(StoreError, match=f"“{word}” is not understood"):
        open_store(address)


def a_bucket(tmp_path: Path, near_bytes: int = 10**9) -> BucketStore:
    store = open_store(f"memory://bucket{tmp_path}?near={tmp_path / 'near'}")
    assert isinstance(store, BucketStore)
    return BucketStore(store.bucket, tmp_path / "near", near_bytes)


def test_bytes_that_are_not_what_their_name_says_are_refused(tmp_path: Path):
    store = a_bucket(tmp_path)
    file = store.keep_bytes(b"a loop")
    truth_of(store, name_of(file)).cut_short()
    other = another_machine(store, tmp_path / "other")

    with pytest.raises(StoreError, match="not the ones that its name promises"):
        other.path_of(file.sha256)

    assert list((tmp_path / "other/unfinished").iterdir()) == []
    assert [p for p in (tmp_path / "other/objects").rglob("*") if p.is_file()] == []


def test_a_machine_keeps_no_more_than_it_may_and_fetches_the_rest_again(tmp_path: Path):
    store = a_bucket(tmp_path, near_bytes=4)
    old, new = store.keep_bytes(b"old!"), store.keep_bytes(b"new!")

    store.let_go(datetime.now(UTC) + timedelta(hours=1))

    near = [p for p in (tmp_path / "near/objects").rglob("*") if p.is_file()]
    assert len(near) == 1
    assert store.path_of(old.sha256).read_bytes() == b"old!"
    assert store.path_of(new.sha256).read_bytes() == b"new!"


def test_what_was_used_of_late_is_not_let_go(tmp_path: Path):
    store = a_bucket(tmp_path, near_bytes=0)
    file = store.keep_bytes(b"in use")

    store.let_go(datetime.now(UTC) - timedelta(hours=1))

    assert (tmp_path / "near" / name_of(file)).exists()


def test_a_loss_that_is_seen_is_not_forgotten(tmp_path: Path):
    store = a_bucket(tmp_path)
    file = store.record(KEY, store.keep_bytes(b"a loop"))
    other = another_machine(store, tmp_path / "other")
    assert other.result_of(KEY) == file

    truth_of(store, name_of(file)).remove()

    assert not other.path_of(file.sha256).exists()
    assert other.result_of(KEY) is None


def test_a_bucket_that_does_not_answer_is_an_error_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    nowhere = "endpoint_url=http://127.0.0.1:9"
    store = open_store(f"s3://bucket/x?{nowhere}&near={tmp_path}")

    with pytest.raises(StoreError, match="credentials and the network"):
        store.keep_bytes(b"a loop")
