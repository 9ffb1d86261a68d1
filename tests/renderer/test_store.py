"""The store: whole or not there, and the first result is the result."""

import os
from pathlib import Path

import pytest

from release.format import File
from renderer.errors import StoreError
from renderer.store import Store, digest_of_file

KEY = "ab" * 32


def test_kept_bytes_are_found_by_their_digest(tmp_path: Path):
    store = Store(tmp_path)

    file = store.keep_bytes(b"a loop")

    assert store.holds(file)
    assert store.path_of(file.sha256).read_bytes() == b"a loop"
    assert digest_of_file(store.path_of(file.sha256)) == file


def test_an_action_not_done_has_no_result(tmp_path: Path):
    assert Store(tmp_path).result_of(KEY) is None


def test_the_first_result_of_an_action_is_the_result(tmp_path: Path):
    store = Store(tmp_path)
    first, second = store.keep_bytes(b"first"), store.keep_bytes(b"second")

    store.record(KEY, first)

    assert store.record(KEY, second) == first
    assert store.result_of(KEY) == first


def test_a_result_whose_bytes_were_cut_short_is_none(tmp_path: Path):
    store = Store(tmp_path)
    file = store.record(KEY, store.keep_bytes(b"whole"))

    os.truncate(store.path_of(file.sha256), 2)

    assert store.result_of(KEY) is None


def test_a_result_made_again_replaces_the_lost_one(tmp_path: Path):
    store = Store(tmp_path)
    file = store.record(KEY, store.keep_bytes(b"whole"))
    store.path_of(file.sha256).unlink()

    again = store.record(KEY, store.keep_bytes(b"whole again"))

    assert store.result_of(KEY) == again


def test_unfinished_work_leaves_nothing_behind(tmp_path: Path):
    store = Store(tmp_path)

    with store.unfinished_file() as path:
        path.write_bytes(b"half")

    assert list((tmp_path / "unfinished").iterdir()) == []
    assert list((tmp_path / "objects").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "store").write_text("in the way")

    with pytest.raises(StoreError, match="store"):
        Store(tmp_path / "store")


def test_a_file_of_another_size_is_not_held(tmp_path: Path):
    store = Store(tmp_path)
    file = store.keep_bytes(b"12345")

    assert not store.holds(File(sha256=file.sha256, size_bytes=4))
