"""Workers may die: what they were at is done again, and nothing half-done is kept."""

import multiprocessing
import os
import signal
import threading
from pathlib import Path

import pytest

from renderer.building import Builder, Built
from renderer.errors import ExecutionError
from renderer.executors.local import TRIES, LocalExecutor
from renderer.programme import Programme, parse_programme
from renderer.store import Store
from tests.fakes.programmes import a_programme, a_slot, an_item

THEMES = Path(__file__).parents[2] / "themes"


def a_builder(folder: Path) -> Builder:
    store = Store(folder)
    return Builder(store, THEMES, LocalExecutor(store.root, THEMES, workers=2))


def four_slots() -> Programme:
    items = [an_item(f"s{n}", title=f"Tin {n}") for n in range(4)]
    slots = [a_slot(item, slot_id=item["key"], seconds=4) for item in items]
    return parse_programme(a_programme(*slots))


def kill_a_worker() -> None:
    worker = multiprocessing.active_children()[0]
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)


def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path: Path):
    quiet = a_builder(tmp_path / "quiet").build(four_slots(), lambda d, t: None)
    builder = a_builder(tmp_path / "killed")
    killed = threading.Event()

    def kill_once(done: int, total: int) -> None:
        if done == 2 and not killed.is_set():
            killed.set()
            kill_a_worker()

    disturbed: Built = builder.build(four_slots(), kill_once)

    assert killed.is_set()
    assert disturbed.loops == quiet.loops


def test_workers_that_die_again_and_again_are_an_error(tmp_path: Path):
    builder = a_builder(tmp_path)
    deaths = 0

    def kill_always(done: int, total: int) -> None:
        nonlocal deaths
        if done:
            deaths += 1
            kill_a_worker()

    with pytest.raises(ExecutionError) as refusal:
        builder.build(four_slots(), kill_always)

    assert deaths >= TRIES
    assert "system's log" in str(refusal.value)
