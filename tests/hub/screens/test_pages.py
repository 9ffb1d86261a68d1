"""The wall page and its document over HTTP."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from hub.programmes.actions import add_programme
from tests.hub.builders import make_cluster, make_story
from tests.hub.screens.loops import publish, write_loop

pytestmark = pytest.mark.django_db


def wall_of(client: Client) -> Any:
    return client.get("/screens/wall.json").json()


def test_the_front_door_leads_to_the_wall(client: Client):
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/screens/")


@pytest.mark.parametrize(
    ("query", "language", "heading"),
    [
        ("", "vi", "Các cụm đang phát gì"),
        ("?lang=en", "en", "What the clusters show now"),
        ("?lang=zh-hans", "zh-hans", "各发布点正在播出的内容"),
        ("?lang=xx", "vi", "Các cụm đang phát gì"),
    ],
)
def test_the_wall_page_is_vietnamese_unless_asked_otherwise(
    client: Client, query: str, language: str, heading: str
):
    answer = client.get(f"/screens/{query}", headers={"Accept-Language": "en"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page


def test_the_page_runs_no_program_and_no_style_of_its_own(client: Client):
    page = client.get("/screens/").content.decode()

    scripts = page.split("<script")[1:]
    assert all('type="application/json"' in one or "src=" in one for one in scripts)
    assert "style=" not in page
    assert "<style" not in page
    assert " on" + "click" not in page


def test_what_people_write_cannot_leave_the_document(client: Client):
    cluster = make_cluster("sapa")
    cluster.names.update(name="</script><script>alert(1)</script>")

    page = client.get("/screens/").content.decode()

    assert "<script>alert" not in page


def test_the_document_tells_of_each_cluster_and_its_loop(client: Client, loops: Path):
    make_cluster("sapa")
    make_cluster("thu-doc", status="TEST")
    loop = write_loop(loops)
    publish(loops, "sapa", loop)

    wall = wall_of(client)

    sapa, portrait = wall["clusters"]
    assert (sapa["code"], sapa["state"]) == ("sapa", "playing")
    assert (portrait["code"], portrait["state"]) == ("thu-doc", "waiting")
    assert portrait["is_test"]
    played = sapa["canvases"][0]["loop"]
    assert played["video"] == f"/loops/files/{loop.file.sha256}.mp4"
    assert len(client.get(played["video"]).getvalue()) == loop.file.size_bytes
    assert len(client.get(played["poster"]).getvalue()) == loop.poster.size_bytes
    assert sapa["canvases"][0]["playlist"] == "/loops/sapa/khung-1/loop.m3u"


def test_a_document_that_did_not_change_is_not_sent_again(client: Client):
    make_cluster("sapa")
    first = client.get("/screens/wall.json")

    again = client.get("/screens/wall.json", headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again.content == b""


def test_progress_is_sent_anew(client: Client, loops: Path):
    make_cluster("sapa")
    first = client.get("/screens/wall.json")
    loops.mkdir(parents=True)
    (loops / "status.json").write_text(json.dumps({"state": "rendering", "total": 5}))
    cache.clear()

    again = client.get("/screens/wall.json", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again.json()["clusters"][0]["state"] == "rendering"


@pytest.mark.parametrize("cluster_count", [1, 3])
def test_any_number_of_clusters_costs_the_same_number_of_queries(
    client: Client, django_assert_num_queries: Any, cluster_count: int
):
    item = make_story()
    for number in range(cluster_count):
        add_programme(make_cluster(f"cum-{number}"), "Hằng ngày", [(item, 15)])

    with django_assert_num_queries(18):
        wall = wall_of(client)

    assert len(wall["clusters"]) == cluster_count


def test_many_who_watch_ask_the_database_once(
    client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hub.screens.watching.KEPT_SECONDS", 600)
    make_cluster("sapa")
    first = wall_of(client)

    with django_assert_num_queries(0):
        again = wall_of(client)

    assert again == first


class TestWhatWentWrong:
    """A programme with a withdrawn item: who is told."""

    @pytest.fixture(autouse=True)
    def _withdrawn_item(self) -> None:
        item = make_story("Chợ phiên Bắc Hà")
        add_programme(make_cluster("sapa"), "Hằng ngày", [(item, 15)])
        item.unpublish()

    def test_a_passer_by_is_not_told(self, client: Client):
        assert wall_of(client)["clusters"][0]["problems"] == []

    def test_who_is_signed_in_is_told(self, client: Client):
        client.force_login(User.objects.create_user("bien-tap"))

        (problem,) = wall_of(client)["clusters"][0]["problems"]

        assert problem["title"] == "Chợ phiên Bắc Hà"
        assert problem["code"] == "WITHDRAWN"

    def test_every_visitor_of_the_demo_is_told(
        self, client: Client, settings: Settings
    ):
        settings.DEMO = True

        assert len(wall_of(client)["clusters"][0]["problems"]) == 1


def test_the_fonts_of_the_wall_are_served(client: Client):
    answer = client.get("/screens/fonts/BeVietnamPro-Regular.ttf")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "font/ttf"
    assert answer.getvalue()[:4] == b"\0\1\0\0"


@pytest.mark.parametrize("name", ["LICENSE", "BeVietnamPro-Thin.ttf", "..%2fLICENSE"])
def test_no_other_file_is_served_as_a_font(client: Client, name: str):
    assert client.get(f"/screens/fonts/{name}").status_code == 404


def test_the_home_page_of_the_cms_has_the_wall_as_a_panel(admin_client: Client):
    make_cluster("sapa")

    page = admin_client.get("/cms/").content.decode()

    assert 'class="wall wall--compact"' in page
    assert '<script src="/static/screens/wall.js" type="module"></script>' in page
    assert "/static/screens/wall.css" in page
    assert '"code": "sapa"' in page
