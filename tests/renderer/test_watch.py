"""The watching renderer: up to date, and never worse than before when something fails."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from renderer.building import Builder
from renderer.executors import LocalExecutor, Urgency
from renderer.hub_client import HubClient
from renderer.output import OutputFolder
from renderer.planning import SMALL
from renderer.service.watch import Watch
from renderer.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_file, a_picture, a_programme, a_slot, an_item

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "themes"
PHOTO = next((ROOT / "fixtures/media").glob("*.jpg"))
NOON = datetime(2026, 4, 26, 5, 0, 30, tzinfo=UTC)


def watch_of(hub: FakeHub, folder: Path) -> Watch:
    store = Store(folder / "store")
    builder = Builder(store, THEMES, LocalExecutor(store.root, THEMES))
    return Watch(HubClient(hub.address), builder, OutputFolder(folder / "out"))


def always(*slots: dict[str, Any], cluster: str = "thu") -> Any:
    """The same slots at every hour; an answer ends at the next noon or midnight."""

    def document(at: str) -> dict[str, Any]:
        asked = datetime.fromisoformat(at)
        half_day = asked.replace(hour=asked.hour // 12 * 12, minute=0)
        until = half_day + timedelta(hours=12)
        return a_programme(*slots, cluster=cluster, at=at, until=until.isoformat())

    return document


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in (folder / "out").rglob("*")
        if path.is_file() and path.name != "status.json"
    }


def test_the_next_seven_days_are_covered_without_a_gap(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    timetable = watch.output.timetable_of("thu")
    assert status.state == "idle"
    assert timetable is not None
    (window,) = timetable.windows  # it shows the same all week
    assert window.start <= NOON
    assert window.end >= NOON + timedelta(days=7)


def test_looking_again_changes_no_file(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    before = files_of(tmp_path)

    watch.look(NOON + timedelta(minutes=5))

    assert files_of(tmp_path) == before


def test_a_changed_programme_changes_the_loop(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    before = watch.output.timetable_of("thu")

    hub.programmes["thu"] = always(a_slot(an_item(title="Tên mới"), seconds=3))
    watch.look(NOON + timedelta(minutes=1))

    after = watch.output.timetable_of("thu")
    assert before is not None
    assert after is not None
    now = NOON + timedelta(minutes=1)
    assert after.loop_at("led", now) != before.loop_at("led", now)


@pytest.mark.parametrize(
    "answer", [(200, b"<html>"), (503, b"")], ids=["nonsense", "down"]
)
def test_the_last_good_loops_stay_while_the_hub_fails(
    hub: FakeHub, tmp_path: Path, answer: tuple[int, bytes]
):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    before = files_of(tmp_path)

    hub.broken_answer = answer
    status = watch.look(NOON + timedelta(minutes=1))

    assert files_of(tmp_path) == before
    told = json.loads((tmp_path / "out/status.json").read_bytes())
    assert status.state == told["state"] == "failed"
    assert hub.address in told["message"]


def test_one_clusters_trouble_does_not_touch_another(hub: FakeHub, tmp_path: Path):
    hub.programmes["bad"] = always(
        a_slot(an_item("gone", languages=("en",))), cluster="bad"
    )
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    assert status.clusters["bad"].state == "failed"
    assert "gone" in status.clusters["bad"].message
    assert "hãy duyệt bản dịch" in status.clusters["bad"].message
    assert status.clusters["thu"].state == "showing"
    assert watch.output.timetable_of("thu") is not None


def test_what_the_hub_holds_back_is_told(hub: FakeHub, tmp_path: Path):
    document = a_programme(
        a_slot(seconds=3), at="2026-04-26T05:00:00Z", until="2026-04-28T05:00:00Z"
    )
    document["data"]["programme"]["problems"] = [
        {
            "slotId": "9",
            "title": "Y Tý",
            "code": "WITHDRAWN",
            "message": "“Y Tý” đã gỡ; hãy bỏ khỏi chương trình.",
        }
    ]
    hub.programmes["thu"] = lambda at: document
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    assert "Y Tý" in status.clusters["thu"].message


def test_what_ended_within_this_minute_is_not_made(hub: FakeHub, tmp_path: Path):
    new_from = NOON - timedelta(seconds=10)
    later = always(a_slot(seconds=3))

    def document(at: str) -> dict[str, Any]:
        if datetime.fromisoformat(at) < new_from:
            return a_programme(at=at, until=new_from.isoformat())
        return later(at)

    hub.programmes["thu"] = document
    watch = watch_of(hub, tmp_path)

    watch.look(NOON)

    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    assert timetable.windows[0].start == new_from
    assert len(timetable.loops) == 1


def test_all_the_days_ahead_are_one_question(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)

    for minutes in (1, 2, 6):
        watch.look(NOON + timedelta(minutes=minutes))

    # The clusters, and the schedule; neither is sent again.
    assert hub.statuses == [200, 200, 304, 304, 304, 304, 304, 304]


def at_night(*slots: dict[str, Any], cluster: str = "thu", **night: Any) -> Any:
    """Another programme from 18:00 to 24:00 (UTC) than by day."""
    by_day = always(*slots, cluster=cluster)

    def document(at: str) -> dict[str, Any]:
        asked = datetime.fromisoformat(at)
        hour = 18 if asked.hour < 18 else 24
        until = asked.replace(hour=0, minute=0, second=0) + timedelta(hours=hour)
        answer = by_day(at) | {}
        programme = answer["data"]["programme"] | {"until": until.isoformat()}
        if hour == 24:
            programme |= night
        return {"data": {"programme": programme}}

    return document


def built_by(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Notes which cluster's window is built, by the hour at which it begins."""
    built: list[tuple[str, int]] = []
    build = Builder.build

    def noted(
        self: Builder, programme: Any, on_progress: Any, *, urgency: Urgency
    ) -> Any:
        if self.encoding != SMALL:  # what a cluster falls back on is another test's
            built.append((programme.cluster.code, programme.at.hour))
        return build(self, programme, on_progress, urgency=urgency)

    monkeypatch.setattr(Builder, "build", noted)
    return built


OTHER = (a_slot(an_item("toi", title="Tối"), slot_id="9", seconds=3),)


def test_what_is_due_on_any_cluster_is_made_before_what_comes_later(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for code in ("mot", "hai"):
        hub.programmes[code] = at_night(a_slot(seconds=3), cluster=code, slots=OTHER)
    watch = watch_of(hub, tmp_path)
    built = built_by(watch, monkeypatch)

    watch.look(NOON)

    assert sorted(built[:2]) == [("hai", 0), ("mot", 0)]
    assert sorted(built[2:]) == [("hai", 18), ("mot", 18)]


def test_windows_that_show_the_same_are_made_once_and_share_the_file(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hub.programmes["thu"] = at_night(a_slot(seconds=3), slots=OTHER)
    watch = watch_of(hub, tmp_path)
    built = built_by(watch, monkeypatch)

    watch.look(NOON)
    watch.look(NOON + timedelta(minutes=1))

    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    assert len(built) == 2
    assert len(timetable.windows) == 16  # eight days and eight nights
    assert len(timetable.loops) == 2
    # With the filler and the slate.
    assert len(list((tmp_path / "out/files").glob("*.mp4"))) == 4
    for one, other in pairwise(timetable.windows):
        assert one.end == other.start


def test_a_later_window_that_cannot_be_made_leaves_no_gap_and_is_told(
    hub: FakeHub, tmp_path: Path
):
    hub.programmes["thu"] = at_night(a_slot(seconds=3), theme="khong-co")
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    assert timetable.windows[-1].end >= NOON + timedelta(days=7)
    assert len(timetable.loops) == 1
    assert status.clusters["thu"].state == "failed"
    assert "khong-co" in status.clusters["thu"].message


def test_while_later_windows_are_made_what_becomes_due_comes_first(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hub.programmes["thu"] = at_night(a_slot(seconds=3), slots=OTHER)
    watch = watch_of(hub, tmp_path)
    built = built_by(watch, monkeypatch)
    urgent = always(a_slot(an_item("khan", title="Khẩn"), slot_id="5", seconds=3))

    def clock() -> datetime:
        hub.programmes["thu"] = urgent
        return NOON + timedelta(seconds=20)

    watch.look(NOON, clock)

    assert built == [("thu", 0), ("thu", 0)]  # the evening was never needed
    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    loop = timetable.loop_at("led", NOON)
    assert loop is not None
    assert loop.scenes[0].item_key == "khan"


def test_an_agreement_that_is_exceeded_at_any_hour_is_told_from_now_on(
    hub: FakeHub, tmp_path: Path
):
    airtime = [{"agency": "so-du-lich", "secondsPerLoop": 5, "reference": "BB 01"}]
    long = a_slot(an_item("dai", title="Tin dài"), slot_id="7", seconds=9)
    hub.programmes["thu"] = at_night(a_slot(seconds=3), slots=[long], airtime=airtime)
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    (refused,) = status.clusters["thu"].refused
    assert (refused.slot_id, refused.title) == ("7", "Tin dài")
    assert "BB 01" in refused.message
    told = json.loads((tmp_path / "out/status.json").read_bytes())
    assert told["clusters"]["thu"]["refused"][0]["slot_id"] == "7"
    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    shown = {s.slot_id for loop in timetable.loops.values() for s in loop.scenes}
    assert shown == {"1", ""}


def test_with_the_hub_away_the_next_window_begins_on_time(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = at_night(a_slot(seconds=3), slots=OTHER)
    watch = watch_of(hub, tmp_path)
    watch.look(NOON)
    playlist = tmp_path / "out/thu/led/loop.m3u"
    by_day = playlist.read_bytes()

    hub.broken_answer = (503, b"")
    status = watch.look(NOON.replace(hour=19))

    assert status.state == "failed"
    assert playlist.read_bytes() != by_day
    timetable = watch.output.timetable_of("thu")
    assert timetable is not None
    assert timetable.windows[0].start == NOON.replace(hour=18, minute=0, second=0)


class Noting(LocalExecutor):
    """Renders as ever, and notes how urgent it was told to be."""

    def execute(
        self, actions: Any, on_done: Any, *, urgency: Urgency = Urgency.LATER
    ) -> None:
        noted.append(urgency)
        super().execute(actions, on_done, urgency=urgency)


noted: list[Urgency] = []


def test_a_dark_wall_goes_before_what_is_due_and_that_before_what_comes_later(
    hub: FakeHub, tmp_path: Path
):
    def titled(title: str) -> Any:
        return at_night(a_slot(an_item(title=title), seconds=3), slots=OTHER)

    hub.programmes["thu"] = titled("Cũ")
    store = Store(tmp_path / "store")
    builder = Builder(store, THEMES, Noting(store.address, THEMES))
    watch = Watch(HubClient(hub.address), builder, OutputFolder(tmp_path / "out"))
    noted.clear()

    watch.look(NOON)
    first = noted.copy()
    hub.programmes["thu"] = titled("Mới")
    noted.clear()
    watch.look(NOON + timedelta(minutes=6))

    # Between them the filler and the slate.
    assert first == [Urgency.DARK, Urgency.NOW, Urgency.NOW, Urgency.LATER]
    assert noted == [Urgency.NOW]  # the evening's loop did not change


def test_the_time_left_is_told_while_there_is_work_and_not_after(
    hub: FakeHub, tmp_path: Path
):
    items = [an_item(f"tin-{n}", title=f"Tin {n}") for n in range(2)]
    slots = [a_slot(item, slot_id=item["key"], seconds=3) for item in items]
    hub.programmes["thu"] = always(*slots)
    watch = watch_of(hub, tmp_path)
    ticks = iter(range(0, 10_000, 10))
    told = []
    watch.stopwatch = lambda: float(next(ticks))
    watch.on_status = told.append

    status = watch.look(NOON)

    left = [one.seconds_left for one in told if one.done < one.total]
    assert left[0] is left[5] is None  # the filler begins anew
    assert all(left[1:4])  # two fades, two bodies
    assert left[4] == 0  # but for the sound, which takes no time
    assert (status.seconds_left, status.dashboard) == (None, "")


class Resting(LocalExecutor):
    def rest(self) -> None:
        rests.append("rest")


rests: list[str] = []


def test_nothing_is_kept_running_between_two_looks(hub: FakeHub, tmp_path: Path):
    hub.programmes["thu"] = always(a_slot(seconds=3))
    store = Store(tmp_path / "store")
    builder = Builder(store, THEMES, Resting(store.address, THEMES))
    watch = Watch(HubClient(hub.address), builder, OutputFolder(tmp_path / "out"))
    rests.clear()

    watch.look(NOON)

    assert rests == ["rest"]


def test_a_slot_left_out_is_told_to_the_editors_in_vietnamese(
    hub: FakeHub, tmp_path: Path
):
    long = an_item("b", title="Thông báo khẩn " * 40, body="Vui 🎉")
    hub.programmes["thu"] = always(a_slot(seconds=3), a_slot(long, slot_id="2"))
    watch = watch_of(hub, tmp_path)

    status = watch.look(NOON)

    (told,) = status.clusters["thu"].message.splitlines()
    assert status.clusters["thu"].state == "showing"
    assert told.startswith("slot 2 “Thông báo khẩn")
    assert "phông chữ của giao diện không có “🎉”" in told


def test_a_file_the_hub_does_not_have_costs_its_slot_until_it_comes(
    hub: FakeHub, tmp_path: Path
):
    photo = PHOTO.read_bytes()
    file = a_file(hashlib.sha256(photo).hexdigest(), "/media/a.jpg")
    pictures = (a_picture({**file, "sizeBytes": len(photo)}),)
    story = a_slot(an_item("b", pictures=pictures), slot_id="2", seconds=3)
    hub.programmes["thu"] = always(a_slot(seconds=3), story)
    watch = watch_of(hub, tmp_path)

    without = watch.look(NOON)
    shown_without = slots_shown(watch)
    again = watch.look(NOON + timedelta(minutes=1))
    hub.files["/media/a.jpg"] = photo
    whole = watch.look(NOON + timedelta(minutes=2))

    assert shown_without == ["1"]
    assert without.clusters["thu"].state == "showing"
    assert "chưa nhận được đúng tệp" in without.clusters["thu"].message
    assert again.clusters == without.clusters
    assert slots_shown(watch) == ["1", "2"]
    assert whole.clusters["thu"].message == ""


def slots_shown(watch: Watch) -> list[str]:
    timetable = watch.output.timetable_of("thu")
    assert timetable
    shown = timetable.windows[-1].loops["led"]
    return [scene.slot_id for scene in timetable.loops[shown].scenes]
