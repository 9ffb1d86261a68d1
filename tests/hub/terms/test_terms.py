"""Official names as rows: looked up, missed in translations, kept by some people."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fixtures.province import read_province
from hub.agencies.models import Agency
from hub.terms.models import Term, TermName
from hub.terms.queries import TermProblem, find_official_names, find_term_problems
from tests.hub.builders import locale, make_agency, make_story
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db
GATE = "Cửa khẩu quốc tế Lào Cai"
OFFICIAL = "Lào Cai international border gate"


def make_term(code: str, name: str, english: str, **fields: Any) -> Term:
    term = Term(code=code, **fields)
    term.names = [
        TermName(locale=locale("vi"), name=name),
        TermName(locale=locale("en"), name=english),
    ]
    term.save()
    return term


def signed_in(client: Client, role: str) -> Client:
    agency = Agency.objects.filter(code="so-vhttdl").first() or make_agency("so-vhttdl")
    client.force_login(make_holder(role, agency))
    return client


def test_words_agencies_and_places_are_there_from_the_beginning():
    names = {row.name for row in TermName.objects.filter(locale=locale("zh-hans"))}

    assert Term.objects.count() > 150
    assert {"对外信息发布点", "信息传媒厅", "老街国际口岸"} <= names


def test_a_translation_that_lacks_an_official_name_is_told_with_both():
    problems = find_term_problems(GATE, "The gate of Lao Cai", "en")

    assert problems == (TermProblem("cửa khẩu quốc tế Lào Cai", OFFICIAL),)


@pytest.mark.parametrize(
    ("translated", "language"),
    [(f"At the {OFFICIAL}.", "en"), ("位于老街国际口岸。", "zh-hans")],
)
def test_a_translation_with_the_official_name_is_good(translated: str, language: str):
    assert find_term_problems(f"Tại {GATE}.", translated, language) == ()


def test_a_word_of_every_day_is_offered_and_not_missed():
    make_term("dep", "đẹp trời", "fine weather", is_checked=False)

    offered = find_official_names("Hôm nay đẹp trời.", "en")

    assert [one.translated for one in offered] == ["fine weather"]
    assert find_term_problems("Hôm nay đẹp trời.", "Today", "en") == ()


def test_a_language_in_which_a_term_has_no_name_asks_for_nothing():
    make_term("moi", "địa danh mới", "New Place")

    assert find_term_problems("Tại địa danh mới.", "在", "zh-hans") == ()


@pytest.mark.parametrize("count", [1, 40])
def test_any_number_of_terms_costs_the_same(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(count):
        make_term(f"t{number}", f"tên riêng {number}", f"Name {number}")

    with django_assert_num_queries(2):
        find_term_problems("tên riêng 0", "", "en")


def test_the_demos_own_translations_use_the_official_names():
    found = [
        (item.key, problem)
        for item in read_province().items
        for language, text in item.texts.items()
        if language != "vi"
        for problem in find_term_problems(
            f"{item.texts['vi'].title}\n{item.texts['vi'].body}",
            f"{text.title}\n{text.body}",
            language,
        )
    ]

    assert found == []


def test_saving_a_translation_warns_of_a_missing_name_and_saves(admin_client: Client):
    story = make_story(GATE)
    english = story.get_translations().get(locale__language_code="en")

    answer = admin_client.post(
        f"/cms/pages/{english.pk}/edit/",
        {
            "title": "The gate",
            "body": "",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
        follow=True,
    )

    told = [str(message) for message in answer.context["messages"]]
    assert any(OFFICIAL in message for message in told)
    english.refresh_from_db()
    assert english.get_latest_revision_as_object().title == "The gate"


def test_who_approves_sees_the_missing_name_on_the_page(admin_client: Client):
    english = make_story(GATE).get_translations().get(locale__language_code="en")

    shown = admin_client.get(f"/cms/pages/{english.pk}/edit/").content.decode()

    assert "Tên chính thức còn thiếu trong bản dịch" in shown
    assert f'data-copy="{OFFICIAL}"' in shown


@pytest.mark.parametrize("role", ["editor", "approver", "admin"])
def test_editors_approvers_and_account_managers_keep_official_names(
    client: Client, role: str
):
    signed_in(client, role)

    answer = client.post(
        "/cms/terms/new/",
        {
            "names_name_vi": "Đền Thượng",
            "names_name_en": "Thượng Temple",
            "names_name_zh-hans": "",
            "code": "den-thuong",
            "group": "PLACES",
            "is_checked": "on",
        },
    )

    assert answer.status_code == 302
    assert str(Term.objects.get(code="den-thuong")) == "Đền Thượng"


@pytest.mark.parametrize("role", ["press_contributor", "receiver"])
def test_others_neither_see_nor_change_the_list(client: Client, role: str):
    signed_in(client, role)
    before = Term.objects.count()

    listed = client.get("/cms/terms/")
    made = client.post("/cms/terms/new/", {"names_name_vi": "X", "code": "x"})

    assert {listed.status_code, made.status_code} == {302}
    assert Term.objects.count() == before


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_costs_the_same_for_any_number_of_names(
    admin_client: Client, count: int, django_assert_max_num_queries: Any
):
    Term.objects.all().delete()
    for number in range(count):
        make_term(f"t{number}", f"Tên {number}", f"Name {number}")
    admin_client.get("/cms/terms/")

    with django_assert_max_num_queries(16):
        answer = admin_client.get("/cms/terms/")

    assert "Name 0" in answer.content.decode()


def test_names_are_searched_in_every_language(admin_client: Client):
    shown = admin_client.get("/cms/terms/", {"q": "红河"}).content.decode()

    assert "sông Hồng" in shown
    assert "Sở Ngoại vụ" not in shown
