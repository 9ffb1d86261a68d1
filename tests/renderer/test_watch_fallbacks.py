"""What a cluster falls back on is there, says nothing of anybody's, and stays the same."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from release.format import Loop, Timetable, parse_timetable
from renderer.building import Builder
from renderer.errors import StoreError
from renderer.executors import LocalExecutor, Urgency
from renderer.hub_client import HubClient
from renderer.output import OutputFolder
from renderer.service.watch import Watch
from renderer.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_programme, a_slot, an_item
from tests.renderer.themes_on_disk import copy_of_house_theme, edit
from tests.renderer.urgent_samples import TWO_CANVASES

THEMES = Path(__file__).parents[2] / "themes"
NOON = datetime(2026, 4, 26, 5, 0, 30, tzinfo=UTC)
NAMES = ("filler", "slate")


def watch_of(hub: FakeHub, folder: Path, themes: Path = THEMES) -> Watch:
    store = Store(folder / "store")
    builder = Builder(store, themes, LocalExecutor(store.address, themes))
    return Watch(HubClient(hub.address), builder, OutputFolder(folder / "out"))


def shown_by(hub: FakeHub, **changed: Any) -> None:
    def document(at: str) -> dict[str, Any]:
        until = (datetime.fromisoformat(at) + timedelta(days=9)).isoformat()
        wanted = {"canvases": TWO_CANVASES, "ticker": {"vi": "Chạy mãi"}} | changed
        answer = a_programme(a_slot(seconds=3), at=at, until=until, **wanted)
        names = [{"language": "vi", "text": "Cụm thử"}]
        answer["data"]["programme"]["cluster"]["names"] = names
        return answer

    hub.programmes["thu"] = document


def documents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"out/thu/{name}.json").read_bytes() for name in NAMES}


def loops_of(document: bytes) -> dict[str, Loop]:
    timetable = parse_timetable(document)
    named = timetable.windows[0].loops
    return {canvas: timetable.loops[sha256] for canvas, sha256 in named.items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_names_a_whole_loop_for_each_canvas(
    hub: FakeHub, tmp_path: Path, name: str
):
    shown_by(hub)

    watch_of(hub, tmp_path).look(NOON)

    loops = loops_of(documents(tmp_path)[name])
    assert {code: (one.width_px, one.height_px) for code, one in loops.items()} == {
        "led": (320, 160),
        "cot": (160, 320),
    }
    assert len({one.frame_count for one in loops.values()}) == 1
    for loop in loops.values():
        path = tmp_path / f"out/files/{loop.file.sha256}.mp4"
        assert path.stat().st_size == loop.file.size_bytes
        scenes = {(scene.slot_id, scene.item_key) for scene in loop.scenes}
        assert scenes == {("", "")}


def test_made_again_elsewhere_on_another_day_they_are_the_same_bytes(
    hub: FakeHub, tmp_path: Path
):
    shown_by(hub)
    watch_of(hub, tmp_path / "here").look(NOON)

    watch_of(hub, tmp_path / "there").look(NOON + timedelta(days=3, hours=9))

    assert documents(tmp_path / "here") == documents(tmp_path / "there")


def test_nobodys_content_changes_them(hub: FakeHub, tmp_path: Path):
    shown_by(hub)
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    before = documents(tmp_path)

    shown_by(hub, ticker={"vi": "Dòng khác"})
    watch.look(NOON + timedelta(minutes=1))

    assert documents(tmp_path) == before


@pytest.mark.parametrize(
    "changed", [{"theme": "le-hoi"}, {"canvases": TWO_CANVASES[:1]}], ids=str
)
def test_another_theme_or_other_canvases_make_them_anew(
    hub: FakeHub, tmp_path: Path, changed: dict[str, Any]
):
    shown_by(hub)
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    before = documents(tmp_path)

    shown_by(hub, **changed)
    watch.look(NOON + timedelta(minutes=1))

    after = documents(tmp_path)
    assert all(after[name] != before[name] for name in NAMES)


def test_a_theme_edited_in_its_folder_makes_them_anew(hub: FakeHub, tmp_path: Path):
    theme = copy_of_house_theme(tmp_path / "themes", "lao-cai")
    shown_by(hub)
    watch = watch_of(hub, tmp_path, tmp_path / "themes")
    watch.look(NOON)
    before = documents(tmp_path)

    edit(theme / "theme.toml", 'rice = "#dba92f"', 'rice = "#d0a02a"')  # the night's
    watch.look(NOON + timedelta(minutes=1))

    assert documents(tmp_path)["slate"] != before["slate"]


def test_they_come_after_what_is_due_and_before_what_comes_later(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    evening = NOON.replace(hour=18, minute=0, second=0)

    def document(at: str) -> dict[str, Any]:
        is_day = datetime.fromisoformat(at) < evening
        slot = a_slot(seconds=3) if is_day else a_slot(an_item("toi"), slot_id="9")
        until = evening if is_day else evening + timedelta(days=9)
        return a_programme(slot, at=at, until=until.isoformat())

    hub.programmes["thu"] = document
    built: list[tuple[str, ...]] = []
    build = Builder.build

    def noted(self: Builder, programme: Any, *given: Any, **named: Any) -> Any:
        built.append(tuple(slot.id for slot in programme.slots))
        return build(self, programme, *given, **named)

    monkeypatch.setattr(Builder, "build", noted)

    watch_of(hub, tmp_path).look(NOON)

    assert built == [("1",), (), ("slate",), ("9",)]


def test_when_they_cannot_be_made_the_old_ones_stay_and_it_is_told(
    hub: FakeHub, tmp_path: Path
):
    class Refusing(LocalExecutor):
        def execute(self, actions: Any, on_done: Any, *, urgency: Urgency) -> None:
            if refuses:
                raise StoreError("kho", "the segment {key} is gone", "…", key="a")
            super().execute(actions, on_done, urgency=urgency)

    refuses = False
    shown_by(hub)
    store = Store(tmp_path / "store")
    builder = Builder(store, THEMES, Refusing(store.address, THEMES))
    watch = Watch(HubClient(hub.address), builder, OutputFolder(tmp_path / "out"))
    watch.look(NOON)
    before = documents(tmp_path)

    refuses = True
    shown_by(hub, theme="le-hoi")
    status = watch.look(NOON + timedelta(minutes=1))

    assert documents(tmp_path) == before
    assert status.clusters["thu"].state == "failed"


def test_a_slate_is_a_timetable_that_others_can_read(hub: FakeHub, tmp_path: Path):
    shown_by(hub)

    watch_of(hub, tmp_path).look(NOON)

    slate = parse_timetable(documents(tmp_path)["slate"])
    assert isinstance(slate, Timetable)
    assert slate.cluster == "thu"
    assert slate.loop_at("led", NOON) == slate.loop_at("led", NOON + timedelta(900))
