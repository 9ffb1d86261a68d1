"""Whoever carries actions out: the same bytes, and no harm when a worker dies."""

import pickle
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from renderer.building import Builder
from renderer.errors import ExecutionError, MediaError, RendererError
from renderer.executors import DaskExecutor, Executor, LocalExecutor, Urgency
from renderer.executors.dask import TRIES
from renderer.executors.workplace import Workplace
from renderer.messages import told_in
from renderer.planning import Action, Encoding, Level, plan_loop, plan_sound
from renderer.programme import Programme, parse_programme
from renderer.progress import Progress
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import build_timeline
from tests.fakes.programmes import a_clip, a_file, a_programme, a_slot, an_item
from tests.renderer.hosts import Host, kill_group, until

THEMES = Path(__file__).parents[2] / "themes"


def some_slots(count: int = 4, name: str = "Tin") -> Programme:
    items = [an_item(f"s{n}", title=f"{name} {n}") for n in range(count)]
    slots = [a_slot(item, slot_id=item["key"], seconds=4) for item in items]
    return parse_programme(a_programme(*slots))


def actions_of(programme: Programme) -> tuple[Action, ...]:
    theme = read_theme(THEMES / programme.theme)
    timeline = build_timeline(programme, programme.cluster.canvases[0])
    return plan_loop(
        timeline,
        theme=programme.theme,
        variant=programme.variant,
        theme_digest=theme.digest,
        encoding=Encoding(),
        sounds=plan_sound(timeline, Level()),
    ).actions


def loops_by(executor: Executor, store: Store) -> object:
    return Builder(store, THEMES, executor).build(some_slots(), unheard).loops


def unheard(_: object) -> None:
    """Nobody looks."""


@contextmanager
def some_workers(store: Store, count: int = 2) -> Iterator[DaskExecutor]:
    executor = DaskExecutor(store.address, THEMES, workers=count)
    try:
        yield executor
    finally:
        executor.rest()


@pytest.fixture
def folder(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def working_processes() -> list[psutil.Process]:
    """The processes of workers that a cluster of our own has started."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if "spawn_main" in " ".join(process.cmdline())
    ]


def test_one_two_or_four_workers_or_none_make_the_same_bytes(tmp_path: Path):
    here = Store(tmp_path / "here")
    expected = loops_by(LocalExecutor(here.address, THEMES), here)

    made = []
    for count in (1, 2, 4):
        store = Store(tmp_path / str(count))
        with some_workers(store, count) as executor:
            made.append(loops_by(executor, store))

    assert made == [expected] * 3


def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path: Path, folder: Store):
    here = Store(tmp_path / "here")
    expected = loops_by(LocalExecutor(here.address, THEMES), here)
    killed = threading.Event()

    def kill_once(progress: Progress) -> None:
        if progress.done == 2 and not killed.is_set():
            killed.set()
            working_processes()[0].kill()

    with some_workers(folder) as executor:
        builder = Builder(folder, THEMES, executor)
        disturbed = builder.build(some_slots(), kill_once)

    assert killed.is_set()
    assert disturbed.loops == expected


def test_an_action_that_kills_its_workers_is_an_error_in_its_slot(
    folder: Store, monkeypatch: pytest.MonkeyPatch
):
    with some_workers(folder, 1) as executor, pytest.raises(ExecutionError) as refusal:
        executor.execute([DeadlyAction()], unheard)  # type: ignore[list-item]

    assert refusal.value.where == "hiểm"
    assert f"died {TRIES} times" in str(refusal.value)
    assert list(folder.entries("objects")) == []


class DeadlyAction:
    """Ends whichever process looks at what it is called."""

    slot_id = "hiểm"
    frame_count = 1

    def __init__(self, key: str = "de" * 32, *, is_deadly: bool = False) -> None:
        self._key = key
        self._is_deadly = is_deadly

    def __reduce__(self) -> object:
        return DeadlyAction._there, (self._key,)

    @staticmethod
    def _there(key: str) -> "DeadlyAction":
        return DeadlyAction(key, is_deadly=True)

    @property
    def key(self) -> str:
        if self._is_deadly:
            psutil.Process().kill()
        return self._key


def with_a_clip_that_is_gone() -> Programme:
    clip = a_clip(a_file("9" * 64))
    bad = a_slot(an_item("gone", kind="CLIP", clip=clip), slot_id="gone", seconds=4)
    good = [a_slot(an_item(f"s{n}"), slot_id=f"s{n}", seconds=4) for n in range(9)]
    return parse_programme(a_programme(bad, *good))


def test_what_an_action_raises_comes_back_as_it_is(folder: Store):
    actions = actions_of(with_a_clip_that_is_gone())
    here = LocalExecutor(folder.address, THEMES)

    with pytest.raises(MediaError) as plain:
        here.execute(actions[1:2], unheard)
    with some_workers(folder, 1) as executor, pytest.raises(MediaError) as travelled:
        executor.execute(actions[1:2], unheard)

    assert plain.value.where.startswith("slot gone: ")
    assert str(travelled.value) == str(plain.value)


def test_what_is_left_is_called_off_when_one_fails(folder: Store):
    actions = actions_of(with_a_clip_that_is_gone())

    with some_workers(folder, 1) as executor:
        # Who keeps the error keeps all that was asked for; it is called off all the same.
        with pytest.raises(MediaError) as kept:
            executor.execute(actions, unheard)
        done = len(list(folder.entries("actions")))
        executor.execute(actions[3:4], unheard)  # whatever still ran is over by now

    assert done <= len(list(folder.entries("actions"))) <= done + 2
    assert done < len(actions) - 2
    assert kept.value.where.startswith("slot gone: ")


def test_what_is_urgent_does_not_wait_for_what_is_not(folder: Store):
    later, urgent = some_slots(12, "Sau"), some_slots(1, "Khẩn")
    order: list[str] = []
    has_begun = threading.Event()

    def note_later(_: Action) -> None:
        order.append("later")
        has_begun.set()

    with some_workers(folder, 1) as executor:
        slow = threading.Thread(
            target=executor.execute, args=(actions_of(later), note_later)
        )
        slow.start()
        assert has_begun.wait(timeout=120)
        executor.execute(
            actions_of(urgent)[1:],
            lambda _: order.append("urgent"),
            urgency=Urgency.INTERRUPT,
        )
        slow.join()

    assert "later" in order[order.index("urgent") :]


def test_rest_leaves_no_process_and_work_can_begin_again(folder: Store):
    actions = actions_of(some_slots(1))
    executor = DaskExecutor(folder.address, THEMES, workers=1)
    executor.execute(actions[:1], unheard)
    at_work = working_processes()

    executor.rest()

    assert len(at_work) == 1
    assert [process for process in at_work if process.is_running()] == []
    executor.execute(actions[1:], unheard)
    executor.rest()
    assert all(folder.result_of(action.key) for action in actions)


def test_nothing_to_do_starts_nothing(folder: Store):
    executor = DaskExecutor(folder.address, THEMES, workers=1)

    executor.execute([], unheard)

    assert working_processes() == []


def test_a_dashboard_is_named_only_while_there_is_one(folder: Store):
    executor = DaskExecutor(
        folder.address, THEMES, workers=1, dashboard_at="127.0.0.1:0"
    )
    during: list[str] = []

    executor.execute(
        actions_of(some_slots(1))[:1], lambda _: during.append(executor.dashboard)
    )
    executor.rest()

    assert during[0].startswith("http://127.0.0.1:")
    assert executor.dashboard == ""


@pytest.mark.parametrize(
    ("unlike", "said"),
    [
        ({"program": "0" * 64}, "another version"),
        ({"store": "elsewhere"}, "another store"),
    ],
)
def test_a_worker_in_the_wrong_place_refuses(
    folder: Store, unlike: dict[str, str], said: str
):
    workplace = Workplace(folder.address, THEMES)
    (action, *_) = actions_of(some_slots(1))

    with pytest.raises(ExecutionError, match=said) as refusal:
        workplace.render(action, replace(workplace.charge(), **unlike), "tcp://it:1")

    assert refusal.value.where == "tcp://it:1"
    assert list(folder.entries("objects")) == []


def test_a_theme_that_is_not_the_planned_one_is_refused(folder: Store, tmp_path: Path):
    (action, *_) = actions_of(some_slots(1))
    other = tmp_path / "themes/lao-cai"
    shutil.copytree(THEMES / "lao-cai", other)
    file = other / "theme.toml"
    file.write_text(file.read_text("utf-8").replace("#0c1738", "#0c1739"), "utf-8")

    with pytest.raises(RendererError, match="not the theme that the loop was planned"):
        LocalExecutor(folder.address, tmp_path / "themes").execute([action], unheard)

    assert list(folder.entries("objects")) == []


def test_a_scheduler_that_is_not_there_is_an_error_that_says_so(
    folder: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("renderer.executors.dask.SECONDS_TO_CONNECT", 1)
    nowhere = "tcp://127.0.0.1:9"
    executor = DaskExecutor(folder.address, THEMES, scheduler=nowhere)

    with pytest.raises(ExecutionError, match="no scheduler answers") as refusal:
        executor.execute(actions_of(some_slots(1)), unheard)

    assert refusal.value.where == nowhere


def test_an_error_says_the_same_after_a_journey():
    class LibraryError(Exception):
        """Like PyAV's own, it cannot travel."""

    error = MediaError(
        "a.mp4", "it cannot be decoded ({reason})", "x", reason=LibraryError("torn")
    ).within("slot 3")

    travelled = pickle.loads(pickle.dumps(error))

    assert type(travelled) is MediaError
    assert str(travelled) == str(error)
    assert told_in("vi", travelled) == told_in("vi", error)


def test_a_scheduler_that_goes_away_is_an_error_and_what_was_rendered_stays(
    folder: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("renderer.executors.dask.SECONDS_FOR_A_WORKER", 300)
    here = Host("127.0.0.14")
    address = "tcp://127.0.0.14:8786"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    renderer = [sys.executable, "-m", "renderer", "worker", "--quiet"]
    work = ["--scheduler", address, "--store", folder.address, "--workers", "1"]
    actions = actions_of(some_slots(6))
    executor = DaskExecutor(folder.address, THEMES, scheduler=address)

    with here.running([*dask, "--host", "127.0.0.14", "--port", "8786"]) as scheduler:
        until(here, f"import socket; socket.create_connection({('127.0.0.14', 8786)})")
        with here.running([*renderer, *work]) as worker:
            with pytest.raises(ExecutionError, match="the scheduler went away"):
                executor.execute(actions, lambda _: kill_group(scheduler))

            assert worker.wait(timeout=120) == 1
    assert list(folder.entries("actions")) != []
    executor.rest()
