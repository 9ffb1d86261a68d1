"""What is asked about clusters and programmes, through the view and the database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from hub.displays.enums import ClusterStatus
from hub.displays.models import ClusterName, Face
from hub.graphql.documents import programme_document
from hub.media.subtitling import save_subtitles
from hub.programmes.actions import add_programme
from hub.programmes.queries import resolve_programme
from tests.hub.builders import (
    locale,
    make_clip,
    make_clip_item,
    make_cluster,
    make_face,
    make_gallery,
    make_image,
    make_story,
)

pytestmark = pytest.mark.django_db

QUERIES = Path(__file__).parents[3] / "renderer/hub_client/queries"
PROGRAMME = (QUERIES / "programme.graphql").read_text()
AT = datetime(2026, 4, 26, 2, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def ask(client: Client, query: str, **variables: Any) -> Any:
    answer = client.post(
        "/graphql",
        {"query": query, "variables": variables},
        content_type="application/json",
        headers={"Accept": "application/graphql-response+json"},
    )
    assert answer.status_code == 200, answer.content
    assert "errors" not in answer.json()
    return answer.json()["data"]


def ask_programme(client: Client, cluster: str) -> Any:
    return ask(client, PROGRAMME, cluster=cluster, at=AT.isoformat())["programme"]


def put_on(slot_count: int) -> None:
    """A cluster whose programme has this many slots: stories with a picture."""
    faces = [make_face(languages=("vi",))]
    image = make_image()
    items = [
        make_story(f"Mục {n}", languages=("vi",), picture=image)
        for n in range(slot_count)
    ]
    add_programme(
        make_cluster(faces=faces),
        "Hằng ngày",
        [(item, 15) for item in items],
        valid_from=LONG_AGO,
    )


def test_every_operating_or_test_cluster_is_listed_by_its_code(client: Client):
    make_cluster("sapa")
    make_cluster("thu-doc", status=ClusterStatus.TEST)
    make_cluster("moi", status=ClusterStatus.PLANNED)
    make_cluster("ck-lao-cai")

    answer = ask(client, "{ clusters { code status names { language text } } }")

    assert answer["clusters"] == [
        {
            "code": "ck-lao-cai",
            "status": "OPERATING",
            "names": [{"language": "vi", "text": "Cụm ck-lao-cai"}],
        },
        {
            "code": "sapa",
            "status": "OPERATING",
            "names": [{"language": "vi", "text": "Cụm sapa"}],
        },
        {
            "code": "thu-doc",
            "status": "TEST",
            "names": [{"language": "vi", "text": "Cụm thu-doc"}],
        },
    ]


def test_a_cluster_tells_its_canvases_and_faces_in_pixels(client: Client):
    make_cluster(
        "sapa",
        width=1920,
        height=600,
        faces=[
            make_face("mat-a", width=960, height=600, languages=("vi",)),
            make_face(
                "mat-b", x=960, width=960, height=600, languages=("zh-hans", "en")
            ),
        ],
    )
    query = """{ cluster(code: "sapa") { canvases { code widthPx heightPx faces {
        code xPx yPx widthPx heightPx rotationDeg pitchMm languages } } } }"""

    answer = ask(client, query)

    square = {"yPx": 0, "widthPx": 960, "heightPx": 600, "rotationDeg": 0}
    assert answer["cluster"]["canvases"] == [
        {
            "code": "khung-1",
            "widthPx": 1920,
            "heightPx": 600,
            "faces": [
                {
                    **square,
                    "code": "mat-a",
                    "xPx": 0,
                    "pitchMm": 10.0,
                    "languages": ["vi"],
                },
                {
                    **square,
                    "code": "mat-b",
                    "xPx": 960,
                    "pitchMm": 10.0,
                    "languages": ["zh-hans", "en"],
                },
            ],
        }
    ]


def test_a_cluster_that_is_not_there_is_null(client: Client):
    query = '{ cluster(code: "x") { code } programme(cluster: "x") { theme } }'

    assert ask(client, query) == {"cluster": None, "programme": None}


def test_the_renderers_question_is_answered_with_items_in_every_language(
    client: Client,
):
    item = make_gallery("Mục 0")
    add_programme(make_cluster(), "Hằng ngày", [(item, 15)], valid_from=LONG_AGO)

    programme = ask_programme(client, "ck-lao-cai")

    (slot,) = programme["slots"]
    assert programme["at"] == "2026-04-26T02:00:00+00:00"
    assert programme["theme"] == "lao-cai"
    assert programme["problems"] == []
    assert slot["seconds"] == 15
    assert slot["item"]["kind"] == "GALLERY"
    assert slot["item"]["topic"] == "culture"
    assert slot["item"]["agency"]["code"] == "so-du-lich"
    assert [(text["language"], text["title"]) for text in slot["item"]["texts"]] == [
        ("en", "Mục 0 (en)"),
        ("vi", "Mục 0"),
        ("zh-hans", "Mục 0 (zh-hans)"),
    ]
    assert slot["item"]["clip"] is None


def test_pictures_can_be_fetched_where_the_answer_says(client: Client):
    item = make_gallery(picture_count=2)
    add_programme(make_cluster(), "Hằng ngày", [(item, None)], valid_from=LONG_AGO)

    (slot,) = ask_programme(client, "ck-lao-cai")["slots"]

    assert slot["seconds"] is None
    assert len(slot["item"]["pictures"]) == 2
    for picture in slot["item"]["pictures"]:
        fetched = client.get(picture["file"]["url"])
        assert fetched.status_code == 200
        assert len(fetched.getvalue()) == picture["file"]["sizeBytes"]
        assert len(picture["file"]["sha256"]) == 64


def test_a_withdrawn_item_is_a_problem_and_no_slot(client: Client):
    item = make_story("Chợ phiên Bắc Hà")
    add_programme(make_cluster(), "Hằng ngày", [(item, 15)], valid_from=LONG_AGO)
    item.unpublish()

    programme = ask_programme(client, "ck-lao-cai")

    (problem,) = programme["problems"]
    assert programme["slots"] == []
    assert (problem["code"], problem["title"]) == ("WITHDRAWN", "Chợ phiên Bắc Hà")
    assert problem["message"]


def test_what_a_draft_calls_a_withdrawn_item_is_told_to_nobody(client: Client):
    item = make_story("Chợ phiên Bắc Hà")
    add_programme(make_cluster(), "Hằng ngày", [(item, 15)], valid_from=LONG_AGO)
    item.unpublish()
    # As Wagtail's editor saves the draft of a page that is not live: into its row too.
    item.title = item.draft_title = "Chưa được công bố"
    item.save()
    item.save_revision()

    (problem,) = ask_programme(client, "ck-lao-cai")["problems"]

    assert problem["title"] == "Chợ phiên Bắc Hà"
    assert "Chưa được công bố" not in problem["message"]


def test_an_instant_of_another_time_zone_is_the_same_instant(client: Client):
    make_cluster("sapa")

    answer = ask(client, PROGRAMME, cluster="sapa", at="2026-04-26T09:00:00+07:00")

    assert datetime.fromisoformat(answer["programme"]["at"]) == AT


@pytest.mark.parametrize("slot_count", [1, 3, 60])
def test_a_programme_of_any_length_costs_the_same_number_of_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    slot_count: int,
):
    put_on(slot_count)

    with django_assert_num_queries(19):
        programme = ask_programme(client, "ck-lao-cai")

    assert len(programme["slots"]) == slot_count


@pytest.mark.parametrize("cluster_count", [1, 3])
def test_any_number_of_clusters_costs_the_same_number_of_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    cluster_count: int,
):
    for number in range(cluster_count):
        make_cluster(f"cum-{number}")
    whole = "{ clusters { names { text } canvases { faces { names { text } languages } } } }"

    with django_assert_num_queries(7):
        answer = ask(client, whole)

    assert len(answer["clusters"]) == cluster_count


def test_a_programme_that_did_not_change_is_not_sent_again(client: Client):
    put_on(1)
    body = {
        "query": PROGRAMME,
        "variables": {"cluster": "ck-lao-cai", "at": AT.isoformat()},
    }
    first = client.post("/graphql", body, content_type="application/json")

    again = client.post(
        "/graphql",
        body,
        content_type="application/json",
        headers={"If-None-Match": first["ETag"]},
    )

    assert again.status_code == 304


def test_a_changed_word_is_sent_anew(client: Client):
    item = make_story("Chợ phiên Bắc Hà")
    add_programme(make_cluster(), "Hằng ngày", [(item, 15)], valid_from=LONG_AGO)
    body = {
        "query": PROGRAMME,
        "variables": {"cluster": "ck-lao-cai", "at": AT.isoformat()},
    }
    first = client.post("/graphql", body, content_type="application/json")
    item.title = "Chợ phiên Sa Pa"
    item.save_revision().publish(skip_permission_checks=True)

    again = client.post(
        "/graphql",
        body,
        content_type="application/json",
        headers={"If-None-Match": first["ETag"]},
    )

    assert again.status_code == 200
    assert "Chợ phiên Sa Pa" in again.content.decode()


def test_a_document_written_without_a_question_is_what_the_question_would_answer(
    client: Client,
):
    put_on(2)
    programme = resolve_programme("ck-lao-cai", AT)
    assert programme is not None

    document = programme_document(programme)

    answered = ask_programme(client, "ck-lao-cai")
    assert answered == _only_asked(document["data"]["programme"], answered)


def _only_asked(document: Any, answered: Any) -> Any:
    """The document without the fields that the renderer did not ask for."""
    if isinstance(answered, list):
        return [_only_asked(*pair) for pair in zip(document, answered, strict=True)]
    if isinstance(answered, dict):
        return {key: _only_asked(document[key], answered[key]) for key in answered}
    return document


SCHEDULE = (QUERIES / "schedule.graphql").read_text()


def span(days: int) -> dict[str, str]:
    return {"from": AT.isoformat(), "until": (AT + timedelta(days=days)).isoformat()}


def test_a_schedule_says_slots_once_and_windows_by_their_ids(client: Client):
    put_on(2)

    schedule = ask(client, SCHEDULE, cluster="ck-lao-cai", **span(8))["schedule"]

    ids = [slot["id"] for slot in schedule["slots"]]
    assert len(ids) == 2
    assert all(window["slots"] == ids for window in schedule["windows"])
    assert schedule["windows"][0]["at"] == AT.isoformat()
    assert schedule["windows"][-1]["until"] == (AT + timedelta(days=8)).isoformat()


def test_a_schedule_of_no_cluster_is_null(client: Client):
    answer = ask(client, SCHEDULE, cluster="khong-co", **span(1))

    assert answer == {"schedule": None}


@pytest.mark.parametrize("days", [-1, 0, 9])
def test_a_schedule_of_more_than_eight_days_or_of_none_is_refused(
    client: Client, days: int, django_assert_num_queries: DjangoAssertNumQueries
):
    put_on(1)

    with django_assert_num_queries(0):
        answer = client.post(
            "/graphql",
            {"query": SCHEDULE, "variables": {"cluster": "ck-lao-cai", **span(days)}},
            content_type="application/json",
            headers={"Accept": "application/graphql-response+json"},
        ).json()

    (error,) = answer["errors"]
    assert answer["data"] == {"schedule": None}
    assert error["message"] == "`until` must come after `from`, by 8 days at most."


def test_an_item_says_where_the_public_reads_it(client: Client, settings: Settings):
    settings.HUB_BASE_URL = "https://hub.example"
    put_on(1)

    (slot,) = ask_programme(client, "ck-lao-cai")["slots"]

    item = slot["item"]
    assert item["publicUrl"] == f"https://hub.example/tin/{item['key']}/"


def test_a_cluster_tells_its_running_line_and_from_how_far_it_is_read(client: Client):
    put_on(1)
    ClusterName.objects.update(ticker="Chào mừng đến Lào Cai")
    Face.objects.update(viewing_distance_m=30)

    cluster = ask_programme(client, "ck-lao-cai")["cluster"]

    assert cluster["ticker"] == [{"language": "vi", "text": "Chào mừng đến Lào Cai"}]
    assert cluster["canvases"][0]["faces"][0]["viewingDistanceM"] == 30


def test_a_clip_tells_its_master_and_its_subtitles(client: Client):
    clip = make_clip()
    words = "WEBVTT\n\n00:00.500 --> 00:01.500\nChợ phiên\n"
    row = save_subtitles(clip, locale("vi"), words.encode())
    cluster = make_cluster(faces=[make_face(languages=("vi",))])
    add_programme(
        cluster, "Hằng ngày", [(make_clip_item(clip=clip), 15)], valid_from=LONG_AGO
    )

    (slot,) = ask_programme(client, cluster.code)["slots"]

    told = slot["item"]["clip"]
    assert told["file"]["sha256"] == clip.master_sha256 != clip.sha256
    assert told["subtitles"] == [
        {
            "language": "vi",
            "file": {
                "url": row.file.url,
                "sha256": row.sha256,
                "sizeBytes": row.size_bytes,
            },
        }
    ]
