"""Stills over HTTP: the picture, or a refusal that a person can read."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from werkzeug.test import Client, TestResponse

from renderer.building import Builder
from renderer.executors import LocalExecutor
from renderer.hub_client import HubClient
from renderer.output import OutputFolder
from renderer.service.stills import MAX_REQUEST_BYTES, StillService
from renderer.service.urgent import MessageService
from renderer.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.programmes import a_canvas, a_face, a_programme, a_slot, an_item

THEMES = Path(__file__).parents[2] / "themes"
NOON = datetime(2026, 4, 26, 5, tzinfo=UTC)
DOCUMENT = a_programme(
    a_slot(seconds=9),
    canvases=(
        a_canvas(
            a_face("tay", place=(0, 0, 320, 160)),
            a_face("dong", place=(320, 0, 320, 160)),
            size=(640, 160),
        ),
    ),
)


@pytest.fixture
def client(hub: FakeHub, tmp_path: Path) -> Client:
    store = Store(tmp_path)
    builder = Builder(store, THEMES, LocalExecutor(store.root, THEMES))
    asked, output = HubClient(hub.address), OutputFolder(tmp_path / "out")
    messages = MessageService(asked, builder, output, lambda: NOON)
    return Client(StillService(asked, builder, messages))


def still(client: Client, **wanted: Any) -> TestResponse:
    asked = {"programme": DOCUMENT, "canvas": "led", "slot": "1", **wanted}
    return client.post("/still", json=asked)


def size_of(response: TestResponse) -> tuple[int, int]:
    return Image.open(BytesIO(response.data)).size


def test_a_canvas_is_drawn_whole(client: Client):
    response = still(client)

    assert response.status_code == 200
    assert response.mimetype == "image/jpeg"
    assert size_of(response) == (640, 160)


def test_a_face_is_drawn_alone(client: Client):
    assert size_of(still(client, face="dong")) == (320, 160)


def test_the_answer_says_how_many_pages_there_are(client: Client):
    long = a_programme(a_slot(an_item(body="Một câu dài để đọc trên tường. " * 9)))

    response = still(client, programme=long)

    assert int(response.headers["X-Page-Count"]) > 1


def reading(client: Client, **wanted: Any) -> TestResponse:
    asked = {"programme": DOCUMENT, "canvas": "led", "slot": "1", **wanted}
    return client.post("/reading", json=asked)


def test_a_reading_says_how_many_pages_there_are_and_for_how_long(client: Client):
    long = a_programme(a_slot(an_item(body="Một câu dài để đọc trên tường. " * 9)))
    pages = int(still(client, programme=long).headers["X-Page-Count"])

    told = reading(client, programme=long, face=None).get_json()

    assert told["pages"] == pages
    assert told["seconds"] >= 18
    assert (told["clip"], told["problems"]) == (None, [])


def test_a_reading_says_what_cannot_be_read_and_how_to_mend_it(client: Client):
    far = a_canvas(
        a_face(place=(0, 0, 960, 480), viewing_distance_m=40), size=(960, 480)
    )
    title = "Thông báo tạm dừng thông quan tại hai cửa khẩu của tỉnh " * 8
    endless = a_programme(a_slot(an_item(title=title)), canvases=(far,))

    told = reading(client, programme=endless).get_json()

    assert told["pages"] == 0
    assert "hãy rút ngắn" in told["problems"][0]["todo"]


def test_a_reading_refuses_as_a_still_does(client: Client):
    response = reading(client, canvas="none")

    assert response.status_code == 422
    assert response.get_json()["error"]["where"] == "canvas"


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ({"canvas": "none"}, "canvas"),
        ({"slot": "none"}, "slot"),
        ({"face": "none"}, "face"),
        ({"page": -1}, "page"),
        ({"colour": "red"}, "colour"),
        ({"programme": {}}, "document"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_refusal_names_the_thing_and_the_way_out(
    client: Client, wanted: dict[str, Any], where: str
):
    response = still(client, **wanted)

    error = json.loads(response.data)["error"]
    assert response.status_code == 422
    assert error["where"] == where
    assert error["todo"].startswith("hãy ")


def test_a_reader_of_english_is_answered_in_english(client: Client):
    response = client.post(
        "/still", data=b"nonsense", headers={"Accept-Language": "en"}
    )

    assert json.loads(response.data)["error"]["todo"] == "correct the request"


def test_a_picture_the_hub_does_not_have_is_refused_with_the_way_out(client: Client):
    picture = {
        "file": {"url": "/media/a.jpg", "sha256": "a" * 64, "sizeBytes": 5},
        "widthPx": 2,
        "heightPx": 2,
        "focusX": 0.5,
        "focusY": 0.5,
        "texts": [],
    }
    document = a_programme(a_slot(an_item(pictures=(picture,))))

    response = still(client, programme=document)

    assert response.status_code == 422
    error = response.get_json()["error"]
    assert error["where"].endswith("/media/a.jpg")
    assert error["what"] == "trung tâm nội dung không có tệp này"
    assert error["todo"] == "hãy tải lại tệp lên trung tâm nội dung"


def test_a_body_over_the_limit_is_refused(client: Client):
    response = client.post("/still", data=b"x" * (MAX_REQUEST_BYTES + 1))

    assert response.status_code == 413


def test_only_the_known_addresses_exist(client: Client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/still").status_code == 405
    assert client.get("/reading").status_code == 405
    assert client.get("/message").status_code == 405
    assert client.get("/").status_code == 404
