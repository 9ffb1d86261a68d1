"""Urgent messages over HTTP: loops that lie there when it answers, or a plain refusal."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from werkzeug.test import Client, TestResponse

from release.format import Loop
from renderer.building import Builder
from renderer.executors import LocalExecutor
from renderer.hub_client import HubClient
from renderer.output import OutputFolder
from renderer.parts import parts_of
from renderer.planning import Level, gain_db
from renderer.service.stills import StillService
from renderer.service.urgent import MessageService
from renderer.store import Store
from renderer.video.chime import write_chime
from renderer.video.loudness import measure_loudness
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_programme, a_slot, an_item
from tests.renderer.urgent_samples import TWO_CANVASES, a_message

THEMES = Path(__file__).parents[2] / "themes"
NOON = datetime(2026, 4, 26, 5, tzinfo=UTC)


@pytest.fixture
def client(hub: FakeHub, tmp_path: Path) -> Client:
    hub.programmes["thu"] = lambda at: a_programme(
        a_slot(seconds=3), canvases=TWO_CANVASES, at=at, until="2026-05-10T00:00:00Z"
    )
    return client_of(hub, tmp_path)


def client_of(hub: FakeHub, folder: Path) -> Client:
    store = Store(folder / "store")
    builder = Builder(store, THEMES, LocalExecutor(store.address, THEMES))
    asked, output = HubClient(hub.address), OutputFolder(folder / "out")
    messages = MessageService(asked, builder, output, lambda: NOON)
    return Client(StillService(asked, builder, messages))


def post(client: Client, **wanted: Any) -> TestResponse:
    return client.post("/message", json=a_message() | wanted)


def loops_in(response: TestResponse) -> dict[str, Loop]:
    assert response.status_code == 200, response.text
    loops = response.get_json()["loops"]
    return {code: Loop.model_validate(loop) for code, loop in loops.items()}


def published(folder: Path) -> set[str]:
    return {path.name for path in (folder / "out/files").glob("*")}


def test_there_is_a_loop_for_each_canvas_and_all_are_of_one_length(client: Client):
    loops = loops_in(post(client))

    assert {code: (one.width_px, one.height_px) for code, one in loops.items()} == {
        "led": (320, 160),
        "cot": (160, 320),
    }
    assert len({one.frame_count for one in loops.values()}) == 1


def test_its_files_lie_there_before_the_answer(client: Client, tmp_path: Path):
    loops = loops_in(post(client))

    files = tmp_path / "out/files"
    for loop in loops.values():
        movie = (files / f"{loop.file.sha256}.mp4").read_bytes()
        assert hashlib.sha256(movie).hexdigest() == loop.file.sha256
        assert (files / f"{loop.poster.sha256}.jpg").is_file()


def test_it_says_in_which_languages_each_face_shows_it(client: Client):
    loops = loops_in(post(client))

    shown = [
        [(face.face, face.language) for face in scene.faces]
        for scene in loops["led"].scenes
    ]
    assert shown == [[("mat-1", "vi")], [("mat-1", "zh-hans")], [("mat-1", "en")]]
    assert {scene.item_key for scene in loops["led"].scenes} == {""}


def test_the_same_message_is_the_same_file(
    client: Client, hub: FakeHub, tmp_path: Path
):
    first = loops_in(post(client))
    elsewhere = client_of(hub, tmp_path / "elsewhere")

    assert loops_in(post(elsewhere)) == first
    assert loops_in(post(client)) == first


def test_an_item_that_cannot_be_shown_does_not_hold_a_message_up(
    client: Client, hub: FakeHub
):
    broken = a_slot(an_item("hong", languages=("en",)))
    hub.programmes["thu"] = lambda at: a_programme(
        broken, canvases=TWO_CANVASES, at=at, until="2026-05-10T00:00:00Z"
    )

    assert set(loops_in(post(client))) == {"led", "cot"}


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ({"level": "loud"}, "level"),
        ({"cluster": "../etc"}, "cluster"),
        ({"texts": {}}, "texts"),
        ({"texts": {"en": {"title": "Fire", "body": "Run."}}}, "texts"),
        ({"texts": {"vi": {"title": " ", "body": "Chạy."}}}, "texts.vi.title"),
        ({"colour": "red"}, "colour"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_wrong_request_is_refused_and_nothing_is_made(
    client: Client, tmp_path: Path, wanted: dict[str, Any], where: str
):
    response = post(client, **wanted)

    assert response.status_code == 422
    assert response.get_json()["error"]["where"] == where
    assert response.get_json()["error"]["todo"].startswith("hãy ")
    assert published(tmp_path) == set()


def test_what_cannot_be_read_there_is_refused_and_nothing_is_made(
    client: Client, tmp_path: Path
):
    endless = "ThôngBáoKhông" * 20
    texts = {"vi": {"title": endless, "body": "Nghe 🎺"}}

    response = post(client, texts=texts)

    error = response.get_json()["error"]
    assert response.status_code == 422
    assert "mat-" in error["where"]
    assert "slot" not in error["where"]
    assert "🎺" in error["what"]
    assert published(tmp_path) == set()


def test_a_reader_of_english_is_refused_in_english(client: Client):
    wanted = a_message() | {"texts": {"vi": {"title": "🎺", "body": ""}}}
    response = client.post("/message", json=wanted, headers={"Accept-Language": "en"})

    assert response.get_json()["error"]["what"].startswith("no font of the theme has")


def test_a_cluster_the_hub_does_not_know_is_refused(client: Client, hub: FakeHub):
    hub.programmes["xa"] = lambda at: {"data": {"programme": None}}

    response = post(client, cluster="xa")

    assert response.status_code == 422


def test_a_hub_that_is_away_is_told_apart(client: Client, hub: FakeHub, tmp_path: Path):
    hub.broken_answer = (503, b"")

    response = post(client)

    assert response.status_code == 502
    assert published(tmp_path) == set()


def loudest_of(folder: Path, loop: Loop, *, seconds: tuple[float, float]) -> float:
    """The loudest sample between two moments of a loop, of 1."""
    loudest = 0.0
    with av.open(str(folder / f"out/files/{loop.file.sha256}.mp4")) as container:
        for frame in container.decode(audio=0):
            assert frame.time is not None
            if seconds[0] <= frame.time < seconds[1]:
                loudest = max(loudest, float(np.abs(frame.to_ndarray()).max()))
    return loudest


def test_a_message_with_sound_has_its_chime_at_the_start_and_then_is_silent(
    client: Client, tmp_path: Path
):
    loop = loops_in(post(client, sound=True))["led"]

    seconds = loop.frame_count / loop.fps
    assert 0.05 < loudest_of(tmp_path, loop, seconds=(0, 5)) <= 0.9
    assert loudest_of(tmp_path, loop, seconds=(5, seconds)) < 0.001


def test_the_chime_is_brought_to_the_level_of_all_other_sound(tmp_path: Path):
    path = tmp_path / "chime.mp4"
    write_chime(path)

    measured = measure_loudness(path)

    gain = gain_db(measured, Level())
    assert measured.integrated_lufs + gain == pytest.approx(-23, abs=0.1)
    assert measured.peak_dbtp + gain <= -1


def test_a_message_without_sound_is_silent(client: Client, tmp_path: Path):
    loop = loops_in(post(client, sound=False))["led"]

    whole = (0, loop.frame_count / loop.fps)
    assert loudest_of(tmp_path, loop, seconds=whole) < 0.001


def test_a_chime_that_was_sent_is_kept_with_its_message(client: Client, tmp_path: Path):
    loop = loops_in(post(client, sound=True))["led"]
    store = Store(tmp_path / "store")
    with store.unfinished_file(".mp4") as path:
        write_chime(path)
        chime = store.keep(path)

    assert chime.sha256 in parts_of(store, loop.file.sha256).objects


def test_it_is_as_small_as_what_stands_still_can_be(client: Client):
    loop = loops_in(post(client))["led"]

    assert loop.file.size_bytes < 12_000 * loop.frame_count / loop.fps
