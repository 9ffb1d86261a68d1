"""From the preview page to the picture, with a renderer that answers on loopback."""

import io
import json
import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from hub.screens.choices import SALT
from hub.screens.preview import preview_item
from tests.hub.builders import make_cluster, make_face, make_story
from tests.hub.screens.fake_renderer import FakeRenderer

pytestmark = pytest.mark.django_db

STILL = "/cms/led-preview/still/"


def chooser_of(page_html: str) -> Any:
    found = re.search(r'id="preview-chooser" type="application/json">(.*?)<', page_html)
    assert found, page_html
    return json.loads(found[1])


def preview(item: Any) -> str:
    return preview_item(item, RequestFactory().get("/")).content.decode()


def document_of(item: Any) -> str:
    return chooser_of(preview(item))["clusters"][0]["document"]


def make_sapa() -> None:
    """Two faces beside each other: one Vietnamese, one in turn Chinese and English."""
    faces = [
        make_face("mat-a", width=960, height=600, languages=("vi",)),
        make_face("mat-b", x=960, width=960, height=600, languages=("zh-hans", "en")),
    ]
    make_cluster("sapa", width=1920, height=600, faces=faces)


def test_every_face_of_every_cluster_can_be_chosen_in_its_languages():
    make_sapa()
    make_cluster("ck-lao-cai")

    chooser = chooser_of(preview(make_story(languages=("vi", "en"))))

    gate, sapa = chooser["clusters"]
    assert chooser["language"] == "vi"
    assert (gate["name"], sapa["name"]) == ("Cụm ck-lao-cai", "Cụm sapa")
    assert [(face["name"], face["width_px"]) for face in gate["faces"]] == [
        ("Mặt A", 768)
    ]
    assert [(face["name"], face["width_px"]) for face in sapa["faces"]] == [
        ("Mặt A", 960),
        ("Mặt B", 960),
        ("Toàn khung hình", 1920),
    ]
    assert [
        (language["name"], language["step"], language["is_written"])
        for language in sapa["faces"][1]["languages"]
    ] == [("tiếng Trung", 0, False), ("tiếng Anh", 0, True)]
    (step,) = sapa["faces"][2]["languages"]
    assert step["name"] == "tiếng Việt · tiếng Anh"


def test_the_renderer_is_sent_the_draft_as_graphql_would_answer_it(
    admin_client: Client, renderer: FakeRenderer
):
    make_sapa()
    item = make_story("Chợ phiên Bắc Hà")
    item.title = "Chưa lưu"

    answer = admin_client.post(
        STILL,
        {
            "document": document_of(item),
            "canvas": "khung-1",
            "face": "mat-b",
            "step": "1",
            "page": "2",
        },
    )

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (960, 600)
    ((asked, programme),) = renderer.asked
    assert (asked.canvas, asked.face, asked.step, asked.page) == (
        "khung-1",
        "mat-b",
        1,
        2,
    )
    (slot,) = programme.slots
    assert slot.id == asked.slot
    assert {text.language: text.title for text in slot.item.texts} == {
        "vi": "Chưa lưu",
        "en": "Chợ phiên Bắc Hà (en)",
        "zh-hans": "Chợ phiên Bắc Hà (zh-hans)",
    }


def test_a_draft_that_lacks_a_language_is_drawn_where_it_is_written(
    admin_client: Client, renderer: FakeRenderer
):
    make_sapa()
    item = make_story(languages=("vi",))

    chooser = chooser_of(preview(item))
    answer = admin_client.post(
        STILL,
        {
            "document": chooser["clusters"][0]["document"],
            "canvas": "khung-1",
            "face": "mat-a",
        },
    )

    vietnamese, chinese = chooser["clusters"][0]["faces"]  # and no whole canvas
    assert answer.status_code == 200
    assert [one["is_written"] for one in vietnamese["languages"]] == [True]
    assert [one["is_written"] for one in chinese["languages"]] == [False, False]


def test_without_a_face_the_whole_canvas_is_drawn(
    admin_client: Client, renderer: FakeRenderer
):
    make_sapa()
    document = document_of(make_story())

    answer = admin_client.post(
        STILL, {"document": document, "canvas": "khung-1", "face": ""}
    )

    assert Image.open(io.BytesIO(answer.content)).size == (1920, 600)


def test_how_many_pages_there_are_is_passed_on(
    admin_client: Client, renderer: FakeRenderer
):
    make_cluster()
    renderer.page_count = 3

    answer = admin_client.post(
        STILL, {"document": document_of(make_story()), "canvas": "khung-1"}
    )

    assert answer["X-Page-Count"] == "3"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "document",
    ["", "x", "x:y:z", signing.dumps({}, salt="other")],
    ids=["empty", "no signature", "broken", "signed for another use"],
)
def test_a_document_that_this_hub_did_not_sign_is_not_drawn(
    admin_client: Client, renderer: FakeRenderer, document: str
):
    answer = admin_client.post(STILL, {"document": document, "canvas": "khung-1"})

    assert answer.status_code == 400
    assert answer.json()["error"]["todo"]
    assert renderer.asked == []


def test_a_stranger_gets_no_picture(client: Client, renderer: FakeRenderer):
    document = signing.dumps({}, salt=SALT)

    answer = client.post(STILL, {"document": document, "canvas": "khung-1"})

    assert answer.status_code == 302
    assert "/cms/login/" in answer["Location"]
    assert renderer.asked == []


def test_a_picture_is_only_asked_for_by_post(admin_client: Client):
    assert admin_client.get(STILL).status_code == 405


def test_a_foreign_page_cannot_ask(renderer: FakeRenderer, admin_user: Any):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)

    answer = strict.post(STILL, {"document": signing.dumps({}, salt=SALT)})

    assert answer.status_code == 403
    assert renderer.asked == []


def ask(client: Client) -> Any:
    make_cluster()
    return client.post(
        STILL,
        {"document": document_of(make_story()), "canvas": "khung-1"},
        headers={"Accept-Language": "vi"},
    )


def test_a_renderer_that_is_down_is_said_with_the_way_out(
    admin_client: Client, settings: Settings
):
    with FakeRenderer() as gone:
        settings.RENDERER_URL = gone.address

    answer = ask(admin_client)

    told = answer.json()["error"]
    assert answer.status_code == 502
    assert told["what"] == "Máy dựng hình, nơi vẽ hình chính xác, không trả lời."
    assert "vẫn lưu được" in told["todo"]


@pytest.mark.parametrize(
    "nonsense",
    [
        (200, "text/html", b"<h1>Wi-Fi login</h1>"),
        (500, "text/plain", b"oops"),
        (422, "application/json", b"[]"),
        (422, "application/json", b'{"error": "x"}'),
    ],
)
def test_a_renderer_that_answers_nonsense_counts_as_down(
    admin_client: Client, renderer: FakeRenderer, nonsense: tuple[int, str, bytes]
):
    renderer.answer = nonsense

    answer = ask(admin_client)

    assert answer.status_code == 502
    assert b"Wi-Fi" not in answer.content


def test_what_the_renderer_refuses_is_passed_on_whole(
    admin_client: Client, renderer: FakeRenderer
):
    renderer.refuse("slot preview", "no glyph for ☃", "use another sign")

    answer = ask(admin_client)

    told = answer.json()["error"]
    assert answer.status_code == 422
    assert told["what"] == "Máy dựng hình không vẽ được hình này."
    assert told["detail"] == "slot preview: no glyph for ☃\nuse another sign"


def test_an_incomplete_draft_says_what_is_missing_instead():
    make_cluster()
    item = make_story()
    item.title = ""

    page = preview(item)

    assert "Hãy viết tiêu đề để xem hình." in page
    assert "preview-chooser" not in page


def test_without_any_cluster_the_page_says_so():
    page = preview(make_story())

    assert "Chưa có cụm nào" in page


def test_wagtails_preview_panel_shows_the_words_in_the_editor(
    admin_client: Client, renderer: FakeRenderer
):
    make_cluster()
    item = make_story("Chợ phiên Bắc Hà")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[item.pk])
    form = {
        "title": "Chưa lưu",
        "slug": item.slug,
        "body": "Chữ mới.",
        "topic": item.topic_id,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }

    stored = admin_client.post(address, form)
    page = admin_client.get(address).content.decode()
    document = chooser_of(page)["clusters"][0]["document"]
    admin_client.post(STILL, {"document": document, "canvas": "khung-1"})

    assert stored.json() == {"is_valid": True, "is_available": True}
    ((_, programme),) = renderer.asked
    texts = {text.language: text for text in programme.slots[0].item.texts}
    assert (texts["vi"].title, texts["vi"].body) == ("Chưa lưu", "Chữ mới.")


READING = "/cms/led-preview/reading/"


def read(client: Client, document: str) -> Any:
    return client.post(
        READING, {"document": document, "canvas": "khung-1", "face": "mat-a"}
    )


def test_what_people_could_not_read_is_passed_on_in_the_words_of_the_renderer(
    admin_client: Client, renderer: FakeRenderer
):
    make_cluster()
    trouble = {"where": "mặt A", "what": "tên quá dài", "todo": "hãy rút ngắn"}
    place = {"x": 8, "y": 16, "width": 320, "height": 180}
    renderer.page_count = 3
    renderer.reading = {"problems": [trouble], "clip": place, "seconds": 12.5}

    answer = read(admin_client, document_of(make_story()))

    assert answer.json() == {
        "page_count": 3,
        "seconds": 12.5,
        "clip": [8, 16, 320, 180],
        "troubles": [trouble],
    }


def test_nothing_is_read_that_this_hub_did_not_sign(
    admin_client: Client, renderer: FakeRenderer
):
    make_cluster()
    document = document_of(make_story())

    forged = read(admin_client, signing.dumps({}, salt="another"))

    assert forged.status_code == 400
    assert read(Client(), document).status_code == 302


def test_a_reading_that_is_nonsense_counts_as_a_renderer_that_is_down(
    admin_client: Client, renderer: FakeRenderer
):
    make_cluster()
    renderer.reading = {"clip": {"x": "left"}}

    answer = read(admin_client, document_of(make_story()))

    assert answer.status_code == 502
    assert "không trả lời" in answer.json()["error"]["what"]
