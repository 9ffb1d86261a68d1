"""The board of languages: which items are there in which language."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Workflow, WorkflowState

from hub.content.models import ItemPage, StoryPage
from hub.content.sources import Words
from hub.displays.models import Cluster
from hub.programmes.models import Programme, Slot
from hub.screens.matrix import Cell, PageFacts, State, build_rows, count_lacking
from tests.hub.builders import make_agency, make_cluster, make_face, make_story
from tests.hub.rights.people import make_holder

LANGUAGES = ("vi", "en", "zh-hans")
NOW = Words("Chợ phiên", "Họp vào Chủ nhật.")
BEFORE = Words("Chợ cũ", "Họp vào Chủ nhật.")


def a_page(language: str, pk: int, **fields: Any) -> PageFacts:
    fields = {
        "key": "cho",
        "words": NOW if language == "vi" else Words("Market", ""),
        "made_from": NOW,
        "is_live": True,
        "has_changes": False,
        "is_waiting": False,
        **fields,
    }
    return PageFacts(pk=pk, language=language, **fields)


def english(*pages: PageFacts, needed: frozenset[str] | None = None) -> Cell:
    source = a_page("vi", 1)
    (row,) = build_rows([source, *pages], LANGUAGES, {1: needed} if needed else {})
    return row.cells[1]


def test_what_has_no_page_is_missing():
    assert english() == Cell("en", State.MISSING, None, is_needed=True)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.PUBLISHED),
        ({"is_live": False}, State.DRAFT),
        ({"is_live": False, "is_waiting": True}, State.WAITING),
        ({"made_from": BEFORE}, State.STALE),
        ({"made_from": BEFORE, "is_live": False}, State.DRAFT),
    ],
)
def test_a_page_is_in_one_state(fields: dict[str, Any], state: State):
    assert english(a_page("en", 2, **fields)).state is state


def test_a_newer_version_of_what_is_published_is_told():
    cell = english(a_page("en", 2, has_changes=True, is_waiting=True))

    assert (cell.state, cell.is_ahead, cell.is_ahead_waiting) == (
        State.PUBLISHED,
        True,
        True,
    )


def test_of_what_is_withdrawn_nothing_is_out_of_date():
    source = a_page("vi", 1, is_live=False)
    pages = [source, a_page("en", 2, made_from=BEFORE)]

    (row,) = build_rows(pages, LANGUAGES, {})

    assert row.cells[1].state is State.PUBLISHED


def test_a_language_that_no_face_shows_lacks_nothing():
    cell = english(needed=frozenset({"vi", "zh-hans"}))

    assert (cell.is_needed, cell.is_lacking) == (False, False)


def test_a_page_without_its_source_makes_no_row():
    assert build_rows([a_page("en", 2)], LANGUAGES, {}) == []


def test_needed_cells_are_counted_by_what_they_lack():
    source = a_page("vi", 1)
    rows = build_rows([source, a_page("en", 2, made_from=BEFORE)], LANGUAGES, {})

    assert count_lacking(rows) == {
        State.MISSING: 1,
        State.DRAFT: 0,
        State.WAITING: 0,
        State.STALE: 1,
    }


def show(client: Client, **choice: str) -> Any:
    answer = client.get("/cms/languages/", choice)
    assert answer.status_code == 200
    return answer


def titles(answer: Any) -> list[str]:
    return [row.title for row in answer.context["page"].object_list]


def put_on(cluster: Cluster, item: ItemPage) -> None:
    programme = Programme(cluster=cluster, title="Hằng ngày")
    programme.slots = [Slot(item=item)]
    programme.save()


@pytest.mark.django_db
class TestPage:
    def test_it_tells_how_much_is_missing_and_how_much_is_out_of_date(
        self, admin_client: Client
    ):
        make_story("Thiếu hai", languages=("vi",))
        story = make_story("Cũ hai")
        story.title = "Đã đổi"
        story.save_revision().publish(skip_permission_checks=True)

        answer = show(admin_client)

        assert answer.context["counts"] == {
            "MISSING": 2,
            "DRAFT": 0,
            "WAITING": 0,
            "STALE": 2,
        }
        assert titles(answer) == ["Đã đổi", "Thiếu hai"]

    def test_a_missing_cell_leads_to_translating_and_others_to_their_page(
        self, admin_client: Client
    ):
        story = make_story("Chợ", languages=("vi", "en"))

        shown = show(admin_client).content.decode()

        page = story.get_translations().get(locale__language_code="en")
        translate = f"/cms/localize/submit/page/{story.pk}/?select_locale=zh-hans"
        assert translate in shown
        assert f"/cms/pages/{page.pk}/edit/" in shown

    def test_what_was_submitted_awaits_approval(
        self, admin_client: Client, admin_user: Any
    ):
        story = make_story("Chợ", languages=("vi", "en"))
        page = StoryPage.objects.get(
            translation_key=story.translation_key, locale__language_code="en"
        )
        page.unpublish()
        page.refresh_from_db()
        WorkflowState.objects.create(
            workflow=Workflow.objects.all()[0],
            content_type=page.content_type,
            object_id=str(page.pk),
            base_content_type=ContentType.objects.get_for_model(Page),
            requested_by=admin_user,
        )

        cells = show(admin_client).context["page"].object_list[0].cells

        assert [cell.state for cell in cells] == ["PUBLISHED", "WAITING", "MISSING"]

    def test_only_the_languages_of_the_clusters_that_show_an_item_are_needed(
        self, admin_client: Client
    ):
        cluster = make_cluster(faces=[make_face(languages=("vi", "en"))])
        put_on(cluster, make_story("Ở cụm", languages=("vi", "en")))
        make_story("Ở kho", languages=("vi", "en"))

        all_rows = show(admin_client)
        lacking = show(admin_client, lacking="1")
        of_cluster = show(admin_client, cluster=cluster.code)

        assert titles(all_rows) == ["Ở kho", "Ở cụm"]
        assert titles(lacking) == ["Ở kho"]
        assert titles(of_cluster) == ["Ở cụm"]

    def test_items_are_chosen_by_their_agency(self, admin_client: Client):
        make_story("Của Sở Du lịch")
        make_story("Của báo", agency=make_agency("bao-lao-cai", "Báo Lào Cai"))

        answer = show(admin_client, agency="bao-lao-cai")

        assert titles(answer) == ["Của báo"]

    def test_nobody_sees_items_of_another_agency(self, client: Client):
        paper = make_agency("bao-lao-cai", "Báo Lào Cai")
        make_story("Của Sở Du lịch")
        make_story("Của báo", languages=("vi",), agency=paper)
        client.force_login(make_holder("press_contributor", paper))

        answer = show(client)

        assert titles(answer) == ["Của báo"]
        assert "Sở Du lịch" not in answer.content.decode()

    def test_who_is_not_signed_in_is_sent_to_the_door(self, client: Client):
        make_story()

        answer = client.get("/cms/languages/")

        assert (answer.status_code, answer["Location"]) == (
            302,
            "/cms/login/?next=/cms/languages/",
        )

    def test_many_items_come_in_pages(self, admin_client: Client):
        for number in range(26):
            make_story(f"Mục {number}", languages=("vi",))

        first = show(admin_client, lacking="1")
        second = show(admin_client, lacking="1", p="2")

        assert (len(titles(first)), titles(second)) == (25, ["Mục 0"])
        assert "lacking=1&amp;p=2" in first.content.decode()

    @pytest.mark.parametrize("count", [1, 60])
    def test_any_number_of_items_costs_the_same_queries(
        self,
        admin_client: Client,
        count: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ):
        cluster = make_cluster()
        for number in range(count):
            put_on(cluster, make_story(f"Mục {number}", languages=("vi", "en")))
        show(admin_client)

        with django_assert_num_queries(26):
            answer = show(admin_client)

        assert answer.context["item_count"] == count
