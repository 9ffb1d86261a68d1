"""The planner's page: who gets it, what stands on it, what it costs."""

from datetime import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from hub.programmes.models import Daypart, Programme, Slot
from hub.rights.enums import Right
from tests.hub.builders import make_agency, make_cluster, make_story
from tests.hub.planner.planning import (
    PLANNER,
    a_programme,
    agree,
    make_role,
    planner_of,
)
from tests.hub.rights.people import make_holder

pytestmark = pytest.mark.django_db


def page_of(client: Client, programme: Programme) -> str:
    answer = client.get(f"/cms/planner/{programme.pk}/")
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_who_may_make_programmes_for_the_cluster_sees_its_slots_in_order() -> None:
    programme = a_programme("Tin một", "Tin hai")

    page = page_of(planner_of(programme.cluster), programme)

    assert page.index('data-title="Tin một"') < page.index('data-title="Tin hai"')
    assert "Không màn hình nào trống trong bảy ngày này" in page


def test_for_whoever_may_not_plan_the_cluster_there_is_no_page() -> None:
    programme = a_programme("Tin một")
    make_role(Right.PROGRAMME)
    stranger = Client()
    stranger.force_login(make_holder(PLANNER, make_agency("so-khac", "Sở khác")))
    machinist = Client()
    machinist.force_login(User.objects.create_superuser("quan-tri"))

    answers = [
        client.get(f"/cms/planner/{programme.pk}/{what}")
        for client in (stranger, machinist)
        for what in ("", "row/?item=1", "still/?item=1")
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_for_whoever_may_not_plan_the_cluster_nothing_is_checked_or_saved() -> None:
    programme = a_programme("Tin một")
    make_role(Right.PROGRAMME)
    stranger = Client()
    stranger.force_login(make_holder(PLANNER, make_agency("so-khac", "Sở khác")))

    answers = [
        stranger.post(f"/cms/planner/{programme.pk}/{what}/", {"slots": "[]"})
        for what in ("check", "save")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert programme.revisions.count() == 1


def test_hours_in_which_nothing_is_due_are_told() -> None:
    programme = a_programme("Tin một")
    slot = Slot.objects.get()
    slot.dayparts = [Daypart.objects.create(code="sang", start=time(6), end=time(22))]
    slot.save()
    Programme.objects.get(pk=programme.pk).save_revision().publish()

    page = page_of(planner_of(programme.cluster), programme)

    assert "Không có mục nào đến giờ trong các khoảng này" in page
    # The first and the last of the days may be parts of days.
    assert page.count("00:00–06:00</li>") >= 6
    assert page.count("22:00–24:00</li>") >= 6


def test_a_programme_that_began_later_rules_the_hours_it_is_on() -> None:
    programme = a_programme("Tin một")
    other = a_programme("Tin Tết", cluster=programme.cluster)
    Programme.objects.filter(pk=other.pk).update(title="Chương trình Tết")

    page = page_of(planner_of(programme.cluster), programme)

    assert "Chương trình Tết" in page


def test_what_an_operator_fills_is_drawn_beside_what_was_agreed() -> None:
    programme = a_programme("Tin một")
    agree(programme.cluster, 90)

    page = page_of(planner_of(programme.cluster), programme)

    # 20 s in three languages.
    assert "60/90 giây" in page
    assert "Biên bản 01; Đ9.2, Đ14.3.a" in page


def test_a_title_is_words_not_markup() -> None:
    programme = a_programme("<script>alert(1)</script>")

    page = page_of(planner_of(programme.cluster), programme)

    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 60])
def test_one_slot_or_sixty_cost_the_same_queries(
    count: int, django_assert_num_queries: Any
) -> None:
    cluster = make_cluster()
    items = [(make_story("Tin một"), 20)] * count
    programme = a_programme(cluster=cluster)
    programme.slots = [
        Slot(item=item, seconds=seconds, sort_order=order)
        for order, (item, seconds) in enumerate(items)
    ]
    programme.save()
    programme.save_revision().publish()
    client = planner_of(cluster)
    client.get(f"/cms/planner/{programme.pk}/")

    with django_assert_num_queries(57):
        client.get(f"/cms/planner/{programme.pk}/")
