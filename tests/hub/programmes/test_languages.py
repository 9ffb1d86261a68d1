"""What a cluster does with items that lack a language, by its rule."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hub.content.models import ItemPage, StoryPage
from hub.displays.enums import MissingLanguage
from hub.displays.models import Cluster
from hub.programmes.models import Programme
from renderer.programme import parse_programme
from renderer.timeline import build_timeline
from tests.hub.builders import make_cluster, make_face, make_story
from tests.hub.graphql.test_programme import ask_programme
from tests.hub.programmes.test_queries import make_programme, resolve

pytestmark = pytest.mark.django_db
BLOCK, SKIP, FALLBACK = MissingLanguage


def make_ruled_cluster(rule: str, **fields: Any) -> Cluster:
    cluster = make_cluster(**fields)
    Cluster.objects.update(missing_language=rule)
    return cluster


def make_outdated_story(title: str = "Chợ phiên") -> ItemPage:
    """The Vietnamese was changed after English and Chinese had been made."""
    story = make_story(title)
    page = StoryPage.objects.get(pk=story.pk)
    page.title = f"{title} mới"
    page.save_revision().publish(skip_permission_checks=True)
    return page


def bring_up_to_date(story: ItemPage, language: str) -> None:
    page = StoryPage.objects.get(
        translation_key=story.translation_key, locale__language_code=language
    )
    page.source_title, page.source_body = story.title, story.body
    page.save_revision().publish(skip_permission_checks=True)


def texts_of(answer: Any) -> dict[str, tuple[str, str | None, str | None]]:
    (slot,) = answer["slots"]
    return {
        text["language"]: (text["title"], text["writtenIn"], text["note"])
        for text in slot["item"]["texts"]
    }


def loops_of(answer: Any) -> set[int]:
    """The renderer reads the answer; how long each canvas's loop is, in frames."""
    programme = parse_programme({"data": {"programme": answer}})
    return {
        build_timeline(programme, canvas).frame_count
        for canvas in programme.cluster.canvases
    }


def test_a_cluster_holds_items_back_unless_it_says_otherwise(client: Client):
    make_programme(make_cluster(), make_story("Chợ phiên", languages=("vi", "en")))

    answer = ask_programme(client, "ck-lao-cai")

    (problem,) = answer["problems"]
    assert answer["slots"] == []
    assert problem["code"] == "LANGUAGE_MISSING"
    assert "tiếng Trung" in problem["message"]
    assert "Mặt A" in problem["message"]
    assert "Đ7.2" in problem["message"]


def test_a_translation_that_is_out_of_date_is_held_back_like_a_missing_one(
    client: Client,
):
    story = make_outdated_story()
    make_programme(make_cluster(), story)
    bring_up_to_date(story, "en")

    before = ask_programme(client, "ck-lao-cai")
    bring_up_to_date(story, "zh-hans")
    after = ask_programme(client, "ck-lao-cai")

    (problem,) = before["problems"]
    assert before["slots"] == []
    assert problem["code"] == "LANGUAGE_MISSING"
    assert "bản tiếng Việt đã thay đổi" in problem["message"]
    assert "tiếng Trung" in problem["message"]
    assert "tiếng Anh" not in problem["message"]
    assert len(after["slots"]) == 1
    assert after["problems"] == []


def test_what_is_missing_and_what_is_out_of_date_are_told_apart(client: Client):
    story = make_story("Chợ phiên", languages=("vi", "en"))
    story.title = "Chợ mới"
    story.save_revision().publish(skip_permission_checks=True)
    make_programme(make_cluster(), story)

    (problem,) = ask_programme(client, "ck-lao-cai")["problems"]

    missing, outdated = problem["message"].split("Bản dịch của", 1)
    assert "tiếng Trung" in missing
    assert "tiếng Anh" in outdated


def test_a_cluster_that_skips_leaves_the_item_out_in_that_language(client: Client):
    story = make_story("Chợ phiên", languages=("vi", "en"))
    make_programme(make_ruled_cluster(SKIP), story)

    answer = ask_programme(client, "ck-lao-cai")

    assert answer["slots"][0]["leftOut"] == ["zh-hans"]
    assert set(texts_of(answer)) == {"vi", "en"}
    assert answer["problems"] == []
    assert len(loops_of(answer)) == 1


def test_a_cluster_that_skips_holds_back_what_no_face_could_show(client: Client):
    faces = [make_face(languages=("zh-hans",))]
    story = make_story("Chợ phiên", languages=("vi", "en"))
    make_programme(make_ruled_cluster(SKIP, faces=faces), story)

    answer = ask_programme(client, "ck-lao-cai")

    assert answer["slots"] == []
    assert [one["code"] for one in answer["problems"]] == ["LANGUAGE_MISSING"]


def test_a_cluster_that_falls_back_shows_vietnamese_with_a_note(client: Client):
    story = make_outdated_story("Chợ phiên")
    make_programme(make_ruled_cluster(FALLBACK), story)
    bring_up_to_date(story, "zh-hans")

    answer = ask_programme(client, "ck-lao-cai")

    assert texts_of(answer) == {
        "vi": ("Chợ phiên mới", None, None),
        "en": ("Chợ phiên mới", "vi", "(in Vietnamese)"),
        "zh-hans": ("Chợ phiên (zh-hans)", None, None),
    }
    assert answer["slots"][0]["leftOut"] == []
    assert answer["problems"] == []


def test_a_note_is_in_the_language_of_the_face(client: Client):
    story = make_story("Chợ phiên", languages=("vi",))
    make_programme(make_ruled_cluster(FALLBACK), story)

    texts = texts_of(ask_programme(client, "ck-lao-cai"))

    assert [texts[code][2] for code in ("vi", "en", "zh-hans")] == [
        None,
        "(in Vietnamese)",
        "（越南语）",
    ]


@pytest.mark.parametrize("rule", [SKIP, FALLBACK])
def test_the_loops_of_all_canvases_stay_equally_long(client: Client, rule: str):
    faces = [
        make_face("mat-a", width=384, languages=("vi", "en", "zh-hans")),
        make_face("mat-b", x=384, width=384, languages=("en",)),
    ]
    story = make_story("Chợ phiên", languages=("vi", "zh-hans"))
    make_programme(make_ruled_cluster(rule, faces=faces), story, make_story("Khác"))

    answer = ask_programme(client, "ck-lao-cai")

    assert len(answer["slots"]) == 2
    assert len(loops_of(answer)) == 1


def test_a_withdrawn_item_is_shown_by_no_rule(client: Client):
    story = make_story("Chợ phiên")
    make_programme(make_ruled_cluster(FALLBACK), story)
    story.unpublish()

    answer = ask_programme(client, "ck-lao-cai")

    assert answer["slots"] == []
    assert [one["code"] for one in answer["problems"]] == ["WITHDRAWN"]


def post_programme(client: Client, cluster: Cluster, item: ItemPage) -> Any:
    form = {
        "title": "Hằng ngày",
        "cluster": cluster.pk,
        "valid_from": "01/01/2026 00:00",
        "slots-TOTAL_FORMS": 1,
        "slots-INITIAL_FORMS": 0,
        "slots-0-item": item.pk,
        "slots-0-ORDER": 1,
        "slots-0-weekdays": ["1", "2", "3", "4", "5", "6", "7"],
        "slots-0-frequency": 1,
    }
    return client.post("/cms/snippets/hub_programmes/programme/add/", form)


def test_the_form_refuses_an_item_that_is_out_of_date_and_says_where(
    admin_client: Client,
):
    cluster = make_cluster()

    answer = post_programme(admin_client, cluster, make_outdated_story())

    (row,) = answer.context["form"].formsets["slots"].forms
    (error,) = row.errors["item"]
    assert not Programme.objects.exists()
    assert "tiếng Anh, tiếng Trung" in error
    assert "Mặt A – Cụm ck-lao-cai" in error
    assert "Đ7.2" in error


@pytest.mark.parametrize("rule", [SKIP, FALLBACK])
def test_the_form_takes_it_where_the_cluster_has_another_rule(
    admin_client: Client, rule: str
):
    cluster = make_ruled_cluster(rule)

    post_programme(admin_client, cluster, make_outdated_story())

    assert Programme.objects.get().slots.count() == 1


@pytest.mark.parametrize("rule", list(MissingLanguage))
@pytest.mark.parametrize("count", [1, 8])
def test_any_number_of_items_costs_the_same_by_any_rule(
    rule: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    cluster = make_ruled_cluster(rule)
    stories = [make_story(f"Mục {n}", languages=("vi", "en")) for n in range(count)]
    make_programme(cluster, *stories)

    with django_assert_num_queries(18):
        resolved = resolve()

    assert len(resolved.slots) + len(resolved.problems) == count
