"""Making programmes in the admin: what may be put in, and what is refused and why."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.content.models import ItemPage
from hub.displays.models import Cluster
from hub.programmes.models import Daypart, Programme
from tests.hub.builders import (
    make_clip,
    make_clip_item,
    make_cluster,
    make_face,
    make_story,
)

pytestmark = pytest.mark.django_db
ADD = "/cms/snippets/hub_programmes/programme/add/"


def form(cluster: Cluster, *items: ItemPage, **slot_fields: Any) -> dict[str, Any]:
    slots = [{"item": item.pk, "seconds": "", **slot_fields} for item in items]
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Chương trình hằng ngày",
            "cluster": cluster.pk,
            "valid_from": "01/03/2026 06:00",
            "valid_until": "",
            "slots": inline_formset(slots),
            "action-publish": "1",
        }
    )
    every_day = {f"slots-{n}-weekdays": list("1234567") for n in range(len(items))}
    return {**data, **every_day}


def errors_of_slot(answer: Any, number: int = 0) -> Any:
    return answer.context["form"].formsets["slots"].forms[number].errors


def test_an_editor_makes_a_programme_in_the_order_given(admin_client: Client) -> None:
    cluster, first, second = make_cluster(), make_story("B"), make_story("A")

    admin_client.post(ADD, form(cluster, first, second))

    programme = Programme.objects.get()
    assert programme.live
    assert programme.valid_from.isoformat() == "2026-02-28T23:00:00+00:00"
    assert [slot.item.title for slot in programme.slots.all()] == ["B", "A"]


def test_an_item_without_a_needed_language_is_refused(admin_client: Client) -> None:
    cluster = make_cluster()
    story = make_story("Chợ phiên Bắc Hà", languages=("vi", "en"))

    answer = admin_client.post(ADD, form(cluster, story))

    assert not Programme.objects.exists()
    (error,) = errors_of_slot(answer)["item"]
    assert "“Chợ phiên Bắc Hà”" in error
    assert "tiếng Trung" in error
    assert "Mặt A" in error
    assert "Đ7.2" in error
    assert "Hãy dịch và xuất bản bản dịch" in error


def test_a_refused_programme_keeps_what_was_entered(admin_client: Client) -> None:
    good, bad = make_story("Đủ"), make_story("Thiếu", languages=("vi",))

    answer = admin_client.post(ADD, form(make_cluster(), good, bad))

    page = answer.content.decode()
    assert "Chương trình hằng ngày" in page
    assert "01/03/2026 06:00" in page
    assert errors_of_slot(answer, 0) == {}
    assert set(errors_of_slot(answer, 1)) == {"item"}


def test_a_face_in_one_language_asks_for_no_other(admin_client: Client) -> None:
    cluster = make_cluster(faces=[make_face(languages=("vi",))])

    admin_client.post(ADD, form(cluster, make_story(languages=("vi",))))

    assert Programme.objects.get().slots.count() == 1


def test_an_item_that_is_not_published_is_refused_by_its_clause(
    admin_client: Client,
) -> None:
    story = make_story("Chợ phiên Bắc Hà")
    story.unpublish()

    answer = admin_client.post(ADD, form(make_cluster(), story))

    assert not Programme.objects.exists()
    (error,) = errors_of_slot(answer)["item"]
    assert "chưa được xuất bản" in error
    assert "Đ2.1" in error


def test_a_clip_that_was_refused_cannot_be_put_in(admin_client: Client) -> None:
    item = make_clip_item(clip=make_clip(is_good=False))

    answer = admin_client.post(ADD, form(make_cluster(), item))

    assert not Programme.objects.exists()
    assert "không dùng được" in errors_of_slot(answer)["item"][0]


def test_a_translation_cannot_stand_in_for_its_item(admin_client: Client) -> None:
    english = make_story().get_translations().get(locale__language_code="en")

    answer = admin_client.post(ADD, form(make_cluster(), english.specific))

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"item"}


def test_a_daypart_of_another_cluster_is_refused(admin_client: Client) -> None:
    other = make_cluster("sapa")
    daypart = Daypart.objects.create(
        code="sang", cluster=other, start=time(6), end=time(11)
    )

    data = {**form(make_cluster(), make_story()), "slots-0-dayparts": [daypart.pk]}

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"dayparts"}


@pytest.mark.parametrize("seconds", ["0", "2", "601"])
def test_a_length_nobody_could_read_or_bear_is_refused(
    admin_client: Client, seconds: str
) -> None:
    answer = admin_client.post(ADD, form(make_cluster(), make_story(), seconds=seconds))

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"seconds"}


def test_a_slot_on_no_day_is_refused(admin_client: Client) -> None:
    data = {**form(make_cluster(), make_story()), "slots-0-weekdays": []}

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(errors_of_slot(answer)) == {"weekdays"}


def test_an_end_before_the_beginning_is_refused(admin_client: Client) -> None:
    data = form(make_cluster(), make_story())
    data["valid_until"] = "01/03/2026 05:00"

    answer = admin_client.post(ADD, data)

    assert not Programme.objects.exists()
    assert set(answer.context["form"].errors) == {"valid_until"}


def test_only_what_the_cluster_can_show_is_offered(admin_client: Client) -> None:
    cluster = make_cluster()
    make_story("Đủ ba thứ tiếng")
    make_story("Thiếu tiếng Trung", languages=("vi", "en"))

    answer = admin_client.get("/cms/item_chooser/", {"cluster": cluster.pk})

    offered = answer.json()["html"]
    assert "Đủ ba thứ tiếng" in offered
    assert "Thiếu tiếng Trung" not in offered


def test_a_programme_is_taken_off_the_air_by_unpublishing_it(
    admin_client: Client,
) -> None:
    admin_client.post(ADD, form(make_cluster(), make_story()))
    programme = Programme.objects.get()

    admin_client.post(
        f"/cms/snippets/hub_programmes/programme/unpublish/{programme.pk}/"
    )

    assert not Programme.objects.get().live


@pytest.mark.parametrize("count", [1, 3])
def test_one_programme_or_three_in_the_list_cost_the_same_queries(
    admin_client: Client, count: int, django_assert_num_queries: Any
) -> None:
    cluster = make_cluster()
    for number in range(count):
        Programme.objects.create(cluster=cluster, title=f"Chương trình {number}")
    address = "/cms/snippets/hub_programmes/programme/"
    admin_client.get(address)

    with django_assert_num_queries(12):
        admin_client.get(address)
